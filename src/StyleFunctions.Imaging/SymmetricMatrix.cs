namespace StyleFunctions.Imaging;

/// <summary>Functions of small symmetric matrices, by way of their eigenvalues.</summary>
internal static class SymmetricMatrix
{
    private const int MaximumSweeps = 50; // Five or six are enough for three rows.

    /// <summary>Replaces each eigenvalue by a function of it: f(M) = V diag(f(eigenvalues)) V^T.</summary>
    /// <param name="matrix">n x n, symmetric, finite.</param>
    /// <param name="function">What becomes of an eigenvalue.</param>
    public static double[,] Map(double[,] matrix, Func<double, double> function)
    {
        var (values, vectors) = Decompose(matrix);
        var n = values.Length;
        var mapped = new double[n, n];
        for (var k = 0; k < n; k++)
        {
            var value = function(values[k]);
            for (var i = 0; i < n; i++)
            {
                for (var j = 0; j < n; j++)
                {
                    mapped[i, j] += value * vectors[i, k] * vectors[j, k];
                }
            }
        }

        return mapped;
    }

    /// <summary>Jacobi's method: rotates one off-diagonal element after the other to zero, until all are.</summary>
    /// <returns>The eigenvalues, and an eigenvector to each as a column.</returns>
    private static (double[] Values, double[,] Vectors) Decompose(double[,] matrix)
    {
        var n = matrix.GetLength(0);
        var m = (double[,])matrix.Clone();
        var vectors = new double[n, n];
        for (var i = 0; i < n; i++)
        {
            vectors[i, i] = 1;
        }

        for (var sweep = 0; sweep < MaximumSweeps; sweep++)
        {
            var isDiagonal = true;
            for (var p = 0; p < n; p++)
            {
                for (var q = p + 1; q < n; q++)
                {
                    if (Math.Abs(m[p, q]) > 1e-16 * (Math.Abs(m[p, p]) + Math.Abs(m[q, q])))
                    {
                        isDiagonal = false;
                        Rotate(m, vectors, p, q);
                    }
                }
            }

            if (isDiagonal)
            {
                break;
            }
        }

        return ([.. Enumerable.Range(0, n).Select(i => m[i, i])], vectors);
    }

    /// <summary>Golub and Van Loan, "Matrix Computations", 8.5.2: the smaller angle that makes m[p, q] zero.</summary>
    private static void Rotate(double[,] m, double[,] vectors, int p, int q)
    {
        var cotangent = (m[q, q] - m[p, p]) / (2 * m[p, q]); // Of twice the angle.
        var tangent = (cotangent < 0 ? -1 : 1) / (Math.Abs(cotangent) + Math.Sqrt(1 + cotangent * cotangent));
        var cosine = 1 / Math.Sqrt(1 + tangent * tangent);
        var sine = tangent * cosine;
        for (var k = 0; k < m.GetLength(0); k++)
        {
            (m[k, p], m[k, q]) = (cosine * m[k, p] - sine * m[k, q], sine * m[k, p] + cosine * m[k, q]);
        }

        for (var k = 0; k < m.GetLength(0); k++)
        {
            (m[p, k], m[q, k]) = (cosine * m[p, k] - sine * m[q, k], sine * m[p, k] + cosine * m[q, k]);
            (vectors[k, p], vectors[k, q]) =
                (cosine * vectors[k, p] - sine * vectors[k, q], sine * vectors[k, p] + cosine * vectors[k, q]);
        }

        m[p, q] = m[q, p] = 0;
    }
}
