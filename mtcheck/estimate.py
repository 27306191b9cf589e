"""Estimates of learned models, by name: `comet:PATH_OR_ID` is a checkpoint of unbabel-comet.

An estimate stands beside the score and is never mixed into it. Nothing is fetched: a model is a
file on this machine, and the library an extra that is imported on use.
"""

from __future__ import annotations

import logging
import warnings
from collections.abc import Mapping, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any, Protocol

from mtcheck.batch import Batch
from mtcheck.errors import InputError, UsageError
from mtcheck.measures import Estimate

Sample = dict[str, str]
"""One segment: `src`, `mt`, and `ref` where the model needs one."""

_INSTALL = "pip install 'mtcheck[qe]'"
_BATCH = 16


class Model(Protocol):
    """A learned model of translation quality."""

    name: str
    trained_on: str
    needs_reference: bool

    def scores(self, samples: Sequence[Sample]) -> Sequence[float]:
        """What it says of each segment, on its own scale."""


class Estimator:
    """Running mean of what one model says of the segments of a run."""

    def __init__(self, model: Model) -> None:
        self._model = model
        self._sum = 0.0
        self._segments = 0

    def add(self, batch: Batch) -> None:
        """Estimate the rows of a batch; those without a needed reference are left out.

        Raises InputError where the batch has no source, or no reference that is needed.
        """
        references = batch.references or [""] * len(batch)
        if batch.sources is None:
            raise self._lacks(batch, "source")
        if self._model.needs_reference and batch.references is None:
            raise self._lacks(batch, "reference")
        samples = [
            {"src": source, "mt": target, **({"ref": reference} if reference else {})}
            for source, target, reference in zip(
                batch.sources, batch.targets, references, strict=True
            )
            if reference or not self._model.needs_reference
        ]
        if samples:
            self._sum += sum(self._model.scores(samples))
            self._segments += len(samples)

    def _lacks(self, batch: Batch, side: str) -> InputError:
        hint = f"name one: --{side} FILE, or put it into the column or field `{side}`"
        fault = f"{self._model.name} needs a {side}, and there is none"
        return InputError(fault, path=batch.path, hint=hint)

    def estimate(self) -> Estimate | None:
        """The mean; None where there was nothing to look at."""
        if not self._segments:
            return None
        mean = self._sum / self._segments
        return Estimate(self._model.name, mean, self._segments, self._model.trained_on)


def load(name: str) -> Model:
    """The model of a name such as `comet:models/wmt22/checkpoints/model.ckpt`.

    Raises UsageError, with what to install, for an unknown name and for what is not there.
    """
    kind, _, place = name.partition(":")
    if kind != "comet" or not place:
        raise UsageError(f"there is no estimate `{name}`", hint="write comet:PATH_OR_ID")
    return CometModel(place)


class CometModel:
    """A checkpoint of unbabel-comet: a file, a folder with `checkpoints/model.ckpt`, or the id of
    a model that was downloaded before."""

    def __init__(self, place: str) -> None:
        self.name = f"comet:{place}"
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                library = import_module("comet")
        except ImportError as error:
            raise UsageError(f"unbabel-comet is not installed ({error})", hint=_INSTALL) from None
        path = _checkpoint(place)
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                self._model = library.load_from_checkpoint(str(path), local_files_only=True)
        except Exception as error:
            reason = (str(error).strip() or type(error).__name__).splitlines()[0]
            hint = "the folder above checkpoints/ must hold hparams.yaml, and the encoder that it "
            hint += "names must have been downloaded before"
            raise UsageError(f"{path} cannot be loaded: {reason}", hint=hint) from None
        self.needs_reference = bool(self._model.requires_references())
        self.trained_on = _training(self._model.hparams)

    def scores(self, samples: Sequence[Sample]) -> Sequence[float]:
        """What the model says of each segment, on its own scale."""
        for library in ("pytorch_lightning", "lightning", "lightning.pytorch"):
            logging.getLogger(library).setLevel(logging.ERROR)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            predicted = self._model.predict(
                list(samples), batch_size=_BATCH, gpus=_accelerators(), progress_bar=False
            )
        return [float(score) for score in predicted["scores"]]


def _accelerators() -> int:
    return int(import_module("torch").cuda.is_available())


def _checkpoint(place: str) -> Path:
    """The file of a checkpoint. Raises UsageError."""
    path = Path(place)
    if path.is_file():
        return path
    folder = path if path.is_dir() else _downloaded(place)
    inside = folder / "checkpoints" / "model.ckpt"
    if not inside.is_file():
        hint = "name the file of the checkpoint"
        raise UsageError(f"{folder} has no checkpoints/model.ckpt", hint=hint)
    return inside


def _downloaded(id: str) -> Path:
    try:
        hub = import_module("huggingface_hub")
        return Path(hub.snapshot_download(repo_id=id, local_files_only=True))
    except Exception:
        fault = f"there is no file {id}, and no model {id} was downloaded before"
        raise UsageError(fault, hint=f"check the path, or run: hf download {id}") from None


def _training(hparams: Mapping[str, Any]) -> str:
    """What a checkpoint tells of its training."""
    data = hparams.get("train_data") or ()
    files = [data] if isinstance(data, str) else [str(one) for one in data]
    told = ", ".join(files) or "data that the checkpoint does not name"
    kind, encoder = hparams.get("class_identifier"), hparams.get("pretrained_model")
    about = " on ".join(str(one) for one in (kind, encoder) if one)
    return f"{told} ({about})" if about else told
