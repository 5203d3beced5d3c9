using System.Numerics;
using System.Text;

namespace StyleFunctions.Transfer.Networks.WeightFiles.PyTorch;

/// <summary>
/// Reads one pickle of a PyTorch file: a stack machine that knows the opcodes in <see cref="PickleOpcode"/> and the
/// globals in <see cref="TorchObjects"/> and makes nothing but numbers, strings, lists, tuples (arrays), dictionaries
/// with strings for keys, and descriptions of tensors. Nothing is executed, and everything is bounded.
/// </summary>
/// <param name="input">Where the pickle starts; left behind its end.</param>
/// <param name="objects">What globals and persistent identifiers stand for.</param>
internal sealed class PickleMachine(WeightStream input, TorchObjects objects)
{
    private const int MostOpcodes = 1_000_000;
    private const int DeepestStack = 100_000;
    private const int LongestString = 1 << 16;
    private const int LongestGlobal = 256;

    private readonly List<object?> _stack = [];
    private readonly Stack<int> _marks = [];
    private readonly Dictionary<long, object?> _memo = [];

    /// <summary>Runs to the pickle's end and gives the object it describes.</summary>
    /// <exception cref="WeightFormatException">The pickle is damaged, or not one of weights.</exception>
    public object? Run()
    {
        for (var i = 0; i < MostOpcodes; i++)
        {
            var opcode = (PickleOpcode)input.ReadByte();
            if (opcode == PickleOpcode.Stop)
            {
                var result = Pop();
                return _stack.Count == 0 ? result : throw input.Error("its pickle stops with more than one object");
            }

            Execute(opcode);
            if (_stack.Count > DeepestStack || _marks.Count > DeepestStack)
            {
                throw input.Error($"its pickle stacks more than {DeepestStack} objects");
            }
        }

        throw input.Error($"its pickle has more than {MostOpcodes} opcodes");
    }

    private void Execute(PickleOpcode opcode)
    {
        switch (opcode)
        {
            case PickleOpcode.Proto:
                input.ReadByte();
                break;
            case PickleOpcode.Frame:
                input.ReadInt64();
                break;
            case PickleOpcode.Mark:
                _marks.Push(_stack.Count);
                break;
            case PickleOpcode.None:
                _stack.Add(null);
                break;
            case PickleOpcode.NewTrue:
                _stack.Add(true);
                break;
            case PickleOpcode.NewFalse:
                _stack.Add(false);
                break;
            case PickleOpcode.BinInt:
                _stack.Add((long)input.ReadInt32());
                break;
            case PickleOpcode.BinInt1:
                _stack.Add((long)input.ReadByte());
                break;
            case PickleOpcode.BinInt2:
                _stack.Add((long)input.ReadUInt16());
                break;
            case PickleOpcode.Long1:
                AddLong();
                break;
            case PickleOpcode.BinUnicode:
            case PickleOpcode.BinString:
                _stack.Add(ReadString(input.ReadInt32()));
                break;
            case PickleOpcode.ShortBinUnicode:
            case PickleOpcode.ShortBinString:
                _stack.Add(ReadString(input.ReadByte()));
                break;
            case PickleOpcode.EmptyTuple:
                _stack.Add(Array.Empty<object?>());
                break;
            case PickleOpcode.Tuple1:
                _stack.Add(PopMany(1));
                break;
            case PickleOpcode.Tuple2:
                _stack.Add(PopMany(2));
                break;
            case PickleOpcode.Tuple3:
                _stack.Add(PopMany(3));
                break;
            case PickleOpcode.Tuple:
                _stack.Add(PopToMark());
                break;
            case PickleOpcode.EmptyList:
                _stack.Add(new List<object?>());
                break;
            case PickleOpcode.Append:
                AddItems(PopMany(1));
                break;
            case PickleOpcode.Appends:
                AddItems(PopToMark());
                break;
            case PickleOpcode.EmptyDict:
                _stack.Add(new Dictionary<string, object?>());
                break;
            case PickleOpcode.SetItem:
                SetItems(PopMany(2));
                break;
            case PickleOpcode.SetItems:
                SetItems(PopToMark());
                break;
            case PickleOpcode.BinPut:
                Remember(input.ReadByte());
                break;
            case PickleOpcode.LongBinPut:
                Remember((uint)input.ReadInt32());
                break;
            case PickleOpcode.Memoize:
                Remember(_memo.Count);
                break;
            case PickleOpcode.BinGet:
                Recall(input.ReadByte());
                break;
            case PickleOpcode.LongBinGet:
                Recall((uint)input.ReadInt32());
                break;
            case PickleOpcode.Global:
                _stack.Add(objects.Find(ReadLine(), ReadLine()));
                break;
            case PickleOpcode.StackGlobal:
                var names = PopMany(2);
                _stack.Add(names is [string module, string name]
                    ? objects.Find(module, name)
                    : throw input.Error("its pickle names a global by something that is not a string"));
                break;
            case PickleOpcode.BinPersId:
                _stack.Add(objects.Load(Pop()));
                break;
            case PickleOpcode.Reduce:
                var arguments = Pop() as object?[] ?? throw input.Error("its pickle calls something without a tuple");
                _stack.Add(objects.Call(Pop(), arguments));
                break;
            case PickleOpcode.Build:
                // The attributes of an ordered dictionary (_metadata) or a parameter (requires_grad): of no use here.
                Pop();
                objects.CheckMayHaveAttributes(Peek());
                break;
            default:
                throw input.Error($"its pickle uses the opcode {Describe(opcode)}, which weights do not need");
        }
    }

    private static string Describe(PickleOpcode opcode) => (byte)opcode is > 0x20 and < 0x7F
        ? $"0x{(byte)opcode:x2} ('{(char)opcode}')"
        : $"0x{(byte)opcode:x2}";

    private void AddLong()
    {
        var value = new BigInteger(input.ReadBytes(input.ReadByte(), byte.MaxValue, "an integer"));
        _stack.Add(value >= long.MinValue && value <= long.MaxValue ? (object)(long)value : value);
    }

    private string ReadString(int length) =>
        Encoding.UTF8.GetString(input.ReadBytes(length, LongestString, "a string"));

    private string ReadLine()
    {
        var line = new StringBuilder();
        for (var c = input.ReadByte(); c != '\n'; c = input.ReadByte())
        {
            if (line.Length == LongestGlobal)
            {
                throw input.Error($"its pickle names a global in more than {LongestGlobal} letters");
            }

            line.Append((char)c);
        }

        return line.ToString();
    }

    private object? Peek() => _stack.Count > Floor ? _stack[^1] : throw Underflow();

    private object? Pop()
    {
        var top = Peek();
        _stack.RemoveAt(_stack.Count - 1);
        return top;
    }

    private object?[] PopMany(int count)
    {
        if (_stack.Count - count < Floor)
        {
            throw Underflow();
        }

        object?[] items = [.. _stack[^count..]];
        _stack.RemoveRange(_stack.Count - count, count);
        return items;
    }

    private object?[] PopToMark()
    {
        if (_marks.Count == 0)
        {
            throw Underflow();
        }

        var count = _stack.Count - Floor;
        var items = PopMany(count);
        _marks.Pop();
        return items;
    }

    private int Floor => _marks.TryPeek(out var mark) ? mark : 0;

    private WeightFormatException Underflow() => input.Error("its pickle takes more from the stack than it put there");

    private void AddItems(object?[] items)
    {
        var list = Peek() as List<object?> ?? throw input.Error("its pickle appends to something that is not a list");
        list.AddRange(items);
    }

    private void SetItems(object?[] items)
    {
        var dictionary = Peek() as Dictionary<string, object?>
            ?? throw input.Error("its pickle sets items of something that is not a dictionary");
        if (items.Length % 2 != 0)
        {
            throw input.Error("its pickle sets a key without a value");
        }

        for (var i = 0; i < items.Length; i += 2)
        {
            var key = items[i] as string ?? throw input.Error("its pickle has a key that is not a string");
            dictionary[key] = items[i + 1];
        }
    }

    private void Remember(long index) => _memo[index] = Peek();

    private void Recall(long index) => _stack.Add(
        _memo.TryGetValue(index, out var value)
            ? value
            : throw input.Error("its pickle recalls what it never remembered"));
}
