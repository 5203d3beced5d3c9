"""Writes the small weight files the tests read: `python3 make-weight-files.py`, with PyTorch 1.13 or later.

Element i of every tensor is ((7 i + n) mod 23 - 11) / 8, n being the length of the tensor's name: exact in F32, F16
and BF16, and repeated in the tests. safetensors and the pickles Python 2 wrote are put together here byte by byte.
"""
import io
import json
import pathlib
import pickle
import struct
import zipfile
from collections import OrderedDict

import torch

FOLDER = pathlib.Path(__file__).parent / "Weights"


def tensor(name, *shape, dtype=torch.float32):
    count = 1
    for size in shape:
        count *= size
    values = [((7 * i + len(name)) % 23 - 11) / 8 for i in range(count)]
    return torch.tensor(values).reshape(shape).to(dtype)


def state_dictionary():
    """Contiguous floats, halves, a channels-last kernel, two views of one storage, integers, a single number."""
    tensors = OrderedDict()
    tensors["features.0.weight"] = tensor("features.0.weight", 4, 3, 3, 3)
    tensors["features.0.bias"] = tensor("features.0.bias", 4)
    tensors["half"] = tensor("half", 5, 2, dtype=torch.float16)
    tensors["brain"] = tensor("brain", 7, dtype=torch.bfloat16)
    tensors["channels_last"] = tensor("channels_last", 2, 3, 4, 5).contiguous(memory_format=torch.channels_last)
    both = torch.cat([tensor("first", 6), tensor("second", 6)])
    tensors["first"] = both[:6].view(2, 3)
    tensors["second"] = both[6:].view(3, 2)
    tensors["single"] = tensor("single")
    tensors["empty"] = torch.zeros(0, 3)
    tensors["steps"] = torch.tensor([1, 2, 3])
    return tensors


def write_safetensors(path, tensors):
    names = {torch.float32: "F32", torch.float16: "F16", torch.bfloat16: "BF16", torch.int64: "I64"}
    header, data = {"__metadata__": {"format": "pt"}}, b""
    for name, value in tensors.items():
        raw = bytes(value.contiguous().clone().storage().untyped()) if value.numel() else b""
        header[name] = {
            "dtype": names[value.dtype],
            "shape": list(value.shape),
            "data_offsets": [len(data), len(data) + len(raw)],
        }
        data += raw
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    path.write_bytes(struct.pack("<Q", len(text)) + text + data)


def deflate(source, target):
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(zipfile.ZipInfo(name), old.read(name), zipfile.ZIP_DEFLATED)


def widen(source, target):
    """Moves the zip's directory into the 64-bit form that files beyond 4 GB have."""
    old = source.read_bytes()
    end = old.rindex(b"PK\5\6")
    count, size, position = struct.unpack("<HLL", old[end + 10:end + 20])
    directory = bytearray()
    at = position
    for _ in range(count):
        header = bytearray(old[at:at + 46])
        stored, length = struct.unpack("<LL", header[20:28])
        name, extra, comment = struct.unpack("<HHH", header[28:34])
        local, = struct.unpack("<L", header[42:46])
        wide = struct.pack("<HHQQQ", 1, 24, length, stored, local)
        header[20:28] = b"\xff" * 8
        header[30:32] = struct.pack("<H", extra + len(wide))
        header[42:46] = b"\xff" * 4
        names = old[at + 46:at + 46 + name + extra]
        directory += header + names + wide + old[at + 46 + name + extra:at + 46 + name + extra + comment]
        at += 46 + name + extra + comment
    start = position + len(directory)
    end64 = b"PK\6\6" + struct.pack("<QHHLLQQQQ", 44, 45, 45, 0, 0, count, count, len(directory), position)
    locator = b"PK\6\7" + struct.pack("<LQL", 0, start, 1)
    last = b"PK\5\6" + struct.pack("<HHHHLLH", 0, 0, 0xFFFF, 0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 0)
    target.write_bytes(old[:position] + bytes(directory) + end64 + locator + last)


def write_python2(path, tensors):
    """What Python 2 and PyTorch 0.1 wrote: byte strings, _rebuild_tensor, an ordered dictionary made from its items."""
    text = lambda value: b"U" + bytes([len(value)]) + value.encode()
    number = lambda value: b"K" + bytes([value]) if value < 256 else b"M" + struct.pack("<H", value)
    many = lambda values: b"(" + b"".join(map(number, values)) + b"t"

    items, data = b"", b""
    for key, (name, value) in enumerate(tensors.items()):
        count = value.numel()
        identifier = text("storage") + b"ctorch\nFloatStorage\n" + text(str(key)) + text("cpu") + number(count)
        storage = b"(" + identifier + b"NtQ"
        arguments = b"(" + storage + number(0) + many(value.shape) + many(value.stride()) + b"t"
        items += b"](" + text(name) + b"ctorch._utils\n_rebuild_tensor\n" + arguments + b"Re"
        data += struct.pack("<q", count) + bytes(value.storage().untyped())
    state = b"\x80\x02ccollections\nOrderedDict\n](" + items + b"e\x85R."
    system = dict(protocol_version=1001, little_endian=True, type_sizes=dict(short=2, int=4, long=8))
    keys = [str(key) for key in range(len(tensors))]
    dump = lambda value: pickle.dumps(value, protocol=2)
    path.write_bytes(dump(0x1950A86A20F9469CFC6C) + dump(1001) + dump(system) + state + dump(keys) + data)


def main():
    FOLDER.mkdir(exist_ok=True)
    tensors = state_dictionary()
    torch.save(tensors, FOLDER / "legacy.pth", _use_new_zipfile_serialization=False)
    torch.save(tensors, FOLDER / "zip.pth")
    torch.save(tensors, FOLDER / "zip-protocol4.pth", pickle_protocol=4)
    deflate(FOLDER / "zip.pth", FOLDER / "zip-deflated.pth")
    widen(FOLDER / "zip.pth", FOLDER / "zip64.pth")
    write_safetensors(FOLDER / "small.safetensors", tensors)
    floats = OrderedDict((name, value) for name, value in tensors.items() if name.startswith("features"))
    write_python2(FOLDER / "python2.pth", floats)

    # A module's own state dictionary has _metadata; parameters that were not detached are rebuilt as parameters.
    module = torch.nn.Conv2d(3, 4, 3)
    with torch.no_grad():
        module.weight.copy_(tensors["features.0.weight"])
        module.bias.copy_(tensors["features.0.bias"])
    torch.save(torch.nn.Sequential(OrderedDict(features=torch.nn.Sequential(module))).state_dict(),
               FOLDER / "module.pth", _use_new_zipfile_serialization=False)
    torch.save({"features.0.weight": module.weight, "features.0.bias": module.bias}, FOLDER / "parameters.pth")

    for path in FOLDER.glob("*.pth"):
        loaded = torch.load(io.BytesIO(path.read_bytes()))
        assert all(torch.equal(value, tensors[name]) for name, value in loaded.items()), path


if __name__ == "__main__":
    main()
