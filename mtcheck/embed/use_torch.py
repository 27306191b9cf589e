"""The network of `use` as a native module of torch, for sentence-transformers: the same vectors as
`mtcheck.embed.use` on any device.

Here a batch is a padded matrix of tokens, as devices like it; there it is one long row of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional

from mtcheck.embed.network import BRANCHES, DIMENSIONS, WIDTH
from mtcheck.embed.use import LONGEST, UniversalSentenceEncoder

try:
    from sentence_transformers.base.modules import InputModule
except ImportError:  # before version 6
    from sentence_transformers.models import InputModule


class UseModule(InputModule):  # type: ignore[misc]
    """The encoder with its tokenizer: texts in, `sentence_embedding` out. Weights of the tokens
    stay in eight bits, as they are stored."""

    def __init__(self) -> None:
        super().__init__()
        self._encoder = encoder = UniversalSentenceEncoder()
        self.max_seq_length = LONGEST
        w = encoder.weights
        self.epsilon = w.epsilon
        self._keep("table", w.table)
        for name in ("scale", "lo", "ln_g", "ln_b", "cnn_W", "cnn_b", "d0", "d1", "p1", "d2"):
            self._keep(name, w.rest[name])
        for name in ("p3", "d3"):
            self._keep(name, w.rest[name])
        self._keep("projection", w.projection)
        self._keep("projection_bias", w.projection_bias)
        self._keep("gain", w.gain)
        self._keep("bias", w.bias)
        for count, _ in BRANCHES:
            for layer in (1, 2):  # (count * 256, 256) as torch wants it: (out, in, count)
                kernel = w.rest[f"w{layer}_{count}"].reshape(count, WIDTH, WIDTH)
                self._keep(f"w{layer}_{count}", kernel.transpose(2, 1, 0))
                self._keep(f"b{layer}_{count}", w.rest[f"b{layer}_{count}"])

    def _keep(self, name: str, values: Any) -> None:
        self.register_buffer(name, torch.tensor(values), persistent=False)

    def preprocess(
        self, inputs: Sequence[str], prompt: str | None = None, **_: Any
    ) -> dict[str, Any]:
        """Numbers of the tokens, padded, and a mask of what is no padding."""
        ids = [
            torch.tensor(one)
            for one in self._encoder.token_ids([(prompt or "") + text for text in inputs])
        ]
        padded = nn.utils.rnn.pad_sequence(ids, batch_first=True)
        lengths = torch.tensor([len(one) for one in ids])
        mask = torch.arange(padded.shape[1])[None, :] < lengths[:, None]
        return {"input_ids": padded, "attention_mask": mask}

    def forward(self, features: dict[str, Tensor], **_: Any) -> dict[str, Tensor]:
        """Add `sentence_embedding`, a row of unit length for each text."""
        ids, mask = features["input_ids"], features["attention_mask"].bool()[..., None]
        part, row = ids % len(self.scale), ids // len(self.scale)
        vectors = self.table[part, row] * self.scale[part][..., None] + self.lo[part][..., None]
        hidden = vectors @ self.projection + self.projection_bias
        hidden = self._normalized(hidden, self.gain, self.bias) * mask
        parts = [vectors, *(self._branch(hidden, n, mask) for n in range(len(BRANCHES)))]
        tokens = self._normalized(torch.cat(parts, dim=-1), self.ln_g, self.ln_b) * mask
        features["sentence_embedding"] = self._sentences(tokens.sum(1), mask.sum(1))
        return features

    def _normalized(self, rows: Tensor, gain: Tensor, bias: Tensor) -> Tensor:
        return functional.layer_norm(rows, rows.shape[-1:], gain, bias, self.epsilon)

    def _branch(self, hidden: Tensor, branch: int, mask: Tensor) -> Tensor:
        """Two convolutions, each with what it was given added to it."""
        count, left = BRANCHES[branch]
        rows = hidden[..., branch * WIDTH : (branch + 1) * WIDTH]
        for layer in (1, 2):
            kernel, bias = (
                self.get_buffer(f"w{layer}_{count}"),
                self.get_buffer(f"b{layer}_{count}"),
            )
            padded = functional.pad(rows.transpose(1, 2), (left, count - 1 - left))
            changed = functional.conv1d(padded, kernel, bias).transpose(1, 2)
            rows = (functional.relu(changed) + rows) * mask
        return rows

    def _sentences(self, sums: Tensor, counts: Tensor) -> Tensor:
        """From sums over tokens to vectors of unit length."""
        mean = (sums @ self.cnn_W + counts * self.cnn_b) / counts.sqrt()
        y0 = functional.relu(mean @ self.d0)
        y1 = functional.relu(mean @ self.p1 + y0 @ self.d1)
        y2 = functional.relu(y1 @ self.d2)
        vectors = torch.tanh(y1 @ self.p3 + y2 @ self.d3)
        return vectors / vectors.square().sum(-1, keepdim=True).clamp(min=self.epsilon).sqrt()

    def get_embedding_dimension(self) -> int:
        """Numbers of a vector."""
        return DIMENSIONS

    get_sentence_embedding_dimension = get_embedding_dimension

    def tokenize(self, texts: Sequence[str], **_: Any) -> dict[str, Any]:
        """As `preprocess`: its name before version 6 of sentence-transformers."""
        return self.preprocess(texts)

    def save(self, output_path: str, *_: Any, **__: Any) -> None:
        """Nothing is written: the weights come from the package that carries them."""
