using StyleFunctions.Transfer.Engines.Cpu.Planes;

namespace StyleFunctions.Transfer.Tests.Engines;

/// <summary>Spreading a pooled gradient over any rectangle, with kernels of every width.</summary>
public sealed unsafe class UnpoolTests
{
    private const int Size = 12;
    private const float Factor = 0.5f;

    /// <summary>Register width, first row and column, and whether something is there already.</summary>
    public static TheoryData<int, int, int, bool> Cases
    {
        get
        {
            var data = new TheoryData<int, int, int, bool>();
            foreach (var width in TestKernels.Widths)
            {
                foreach (var (y, x) in new[] { (0, 0), (0, 1), (1, 0), (1, 1), (2, 3), (3, 2) })
                {
                    data.Add(width, y, x, false);
                    data.Add(width, y, x, true);
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Every_input_that_its_mask_lets_has_its_pools_gradient(int registerWidth, int top, int left, bool adds)
    {
        var kernels = TestKernels.OfWidth(registerWidth);
        using var memory = new TestMemory();
        var shape = new PlaneShape(FeaturePlanes.BlockSize, Size, Size);
        var features = memory.Planes(shape, shape.AllRows);
        var pooled = memory.Planes(shape.Pooled, shape.Pooled.AllRows);
        var target = memory.Planes(shape, shape.AllRows);
        var before = memory.Planes(shape, shape.AllRows);
        var mask = new GradientMask(kernels, shape, shape.AllRows, memory.Buffer());
        memory.Allocate();
        TestPlanes.Fill(features);
        TestPlanes.Fill(pooled, stream: 4);
        TestPlanes.Fill(before, stream: 5);

        // The mask is written as features are rectified.
        for (var y = 0; y < Size; y++)
        {
            kernels.RectifyRow(features.At(0, y, 0), features.At(0, y, 0), mask.Region(0, y, 0), Size);
        }

        for (var rows = 1; rows <= Size - top; rows++)
        {
            for (var columns = 1; columns <= Size - left; columns++)
            {
                TestPlanes.Fill(target, stream: 5);
                kernels.Unpool(
                    pooled.At(0, top / 2, left / 2),
                    (nint)pooled.Pitch * FeaturePlanes.BlockSize,
                    top % 2,
                    left % 2,
                    mask.Region(0, top, left),
                    Factor,
                    target.At(0, top, left),
                    (nint)target.Pitch * FeaturePlanes.BlockSize,
                    rows,
                    columns,
                    adds);
                AssertSpread(rows, columns);
            }
        }

        void AssertSpread(int rows, int columns)
        {
            for (var y = 0; y < Size; y++)
            {
                for (var x = 0; x < Size; x++)
                {
                    var isInside = y >= top && y < top + rows && x >= left && x < left + columns;
                    for (var c = 0; c < FeaturePlanes.BlockSize; c++)
                    {
                        var wanted = !isInside || adds ? TestPlanes.Value(before, c, y, x) : 0;
                        if (isInside && TestPlanes.Value(features, c, y, x) > 0)
                        {
                            wanted += Factor * TestPlanes.Value(pooled, c, y / 2, x / 2);
                        }

                        var found = TestPlanes.Value(target, c, y, x);
                        Assert.True(found == wanted, $"{rows} x {columns}: {found} for {wanted} at ({y}, {x}, {c}).");
                    }
                }
            }
        }
    }
}
