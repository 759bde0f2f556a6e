"""Speed, memory and loading time of the neural method as ratios of a RoBERTa-base in PyTorch.

RoBERTa-base is the backbone of GRU-TSC (NewsSentiment). Here it has random weights, which cost the same, and
reads the same word pieces of the same sentences, tokenisation included, on two processors. Each side runs in
a process of its own; the sides take turns. Needs the extra `train`.
"""

from __future__ import annotations

import importlib.util
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROUNDS = 3
THREADS = 2
GOLD = Path(__file__).parents[1] / "gold"


def sentences() -> list[tuple[str, tuple[int, int]]]:
    """Sentences of the gold stories with a mention, and the first in each."""
    import analysis as sl
    from analysis.evaluate.gold import read_stories
    from analysis.network.sentences import sentence_jobs

    result = sl.analyze([story.article for story in read_stories([GOLD])], method="lexicon")
    jobs = sentence_jobs(result.articles, result.sentences, result.mentions)
    return [(job.sentence.text, job.sentence.mentions[0]) for job in jobs]


def measured(load: Callable[[], Callable[[list[tuple[str, tuple[int, int]]]], object]]) -> dict[str, float]:
    """Time loading, all sentences at once and one by one, and read the peak of memory."""
    items = json.loads(sys.stdin.read())
    started = time.perf_counter()
    run = load()
    run(items[:1])
    loaded = time.perf_counter()
    run(items)
    batched = time.perf_counter()
    run(items)
    again = time.perf_counter()
    for item in items[:40]:
        run([item])
    done = time.perf_counter()
    return {
        "load_seconds": loaded - started,
        "batch_per_second": len(items) / min(batched - loaded, again - batched),
        "single_per_second": 40 / (done - again),
        "peak_mib": peak(),
    }


def peak() -> float:
    """Read the peak of this process's memory in MiB, from Linux.

    `resource.getrusage` would count what the process that started this one held, if that was more.
    """
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM:")) / 1024


def load_ours() -> Callable[[list[tuple[str, tuple[int, int]]]], object]:
    """Load the neural method."""
    from analysis.network import mentions
    from analysis.network.pieces import Sentence

    return lambda items: mentions.read([Sentence(text, ((span[0], span[1]),)) for text, span in items])


def load_roberta() -> Callable[[list[tuple[str, tuple[int, int]]]], object]:
    """Load a RoBERTa-base of random weights from where the parent process saved it."""
    import torch
    from transformers import RobertaModel

    from analysis.network.pieces import tokenizer

    torch.set_num_threads(THREADS)
    model = RobertaModel.from_pretrained(sys.argv[2], local_files_only=True).eval()
    known = tokenizer()

    def run(items: list[tuple[str, tuple[int, int]]]) -> None:
        ids = sorted((encoding.ids for encoding in known.encode_batch([text for text, _ in items])), key=len)
        for first in range(0, len(ids), 32):
            batch = ids[first : first + 32]
            width = max(map(len, batch))
            padded = torch.tensor([piece + [1] * (width - len(piece)) for piece in batch])
            with torch.inference_mode():
                model(input_ids=padded, attention_mask=(padded != 1).long())

    return run


def write_roberta(path: Path) -> None:
    """Write the random weights of a RoBERTa-base."""
    code = (
        "import sys; from transformers import RobertaConfig, RobertaModel;"
        "m = RobertaModel(RobertaConfig(vocab_size=50265, max_position_embeddings=514, type_vocab_size=1));"
        "m.save_pretrained(sys.argv[1])"
    )
    subprocess.run([sys.executable, "-c", code, str(path)], check=True)  # noqa: S603 - our own code


def run_side(side: str, weights: Path, items: str) -> dict[str, float]:
    """Measure one side in a fresh process."""
    command = [sys.executable, __file__, side, str(weights)]
    done = subprocess.run(command, input=items, capture_output=True, text=True, check=True)  # noqa: S603
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def main() -> None:
    """Print the medians of both sides, and their ratios."""
    if len(sys.argv) > 1:
        side = load_ours if sys.argv[1] == "ours" else load_roberta
        # Ours uses as many processors as it may.
        os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:THREADS])
        sys.stdout.write(json.dumps(measured(side)) + "\n")
        return
    if importlib.util.find_spec("torch") is None or importlib.util.find_spec("transformers") is None:
        sys.stdout.write("skipped: PyTorch and transformers are in the extra `train`\n")
        return
    items = json.dumps(sentences())
    with tempfile.TemporaryDirectory() as folder:
        weights = Path(folder)
        write_roberta(weights)
        pairs = [
            (run_side("ours", weights, items), run_side("roberta", weights, items)) for _ in range(ROUNDS)
        ]
    result: dict[str, object] = {"benchmark": "neural method / RoBERTa-base", "rounds": ROUNDS}
    for name in pairs[0][0]:
        ratios = [ours[name] / theirs[name] for ours, theirs in pairs]
        result[name] = {
            "ours": round(statistics.median(ours[name] for ours, _ in pairs), 2),
            "roberta": round(statistics.median(theirs[name] for _, theirs in pairs), 2),
            "ratio": round(statistics.median(ratios), 3),
        }
    sys.stdout.write(json.dumps(result) + "\n")


if __name__ == "__main__":
    main()
