"""Damage to a reader's input: bytes go, come twice, change, or are joined by pieces that mean something to that reader."""


def damage(rng, seed, pieces, other=b""):
    """The seed, damaged in one place or some; other: where bytes come from that are not the seed's own."""
    data = bytearray(seed)
    for _ in range(rng.choice([1, 1, 2, 5, 20])):
        at = rng.randrange(len(data) + 1)
        length = rng.choice([1, 2, 8, 40])
        kind = rng.randrange(5 if other else 4)
        if kind == 0:
            del data[at:at + length]
        elif kind == 1:
            data[at:at] = rng.choice(pieces)
        elif kind == 2 and at < len(data):
            data[at] = rng.randrange(256)
        elif kind == 3:
            data[at:at] = data[at:at + length]
        elif kind == 4:
            start = rng.randrange(len(other) + 1)
            data[at:at] = other[start:start + length]
    return bytes(data)
