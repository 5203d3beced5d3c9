using Microsoft.AspNetCore.Http;

namespace StyleFunctions.Http.Routes;

/// <summary>An address that is answered.</summary>
/// <param name="Method">The HTTP method; with GET also HEAD.</param>
/// <param name="Pattern">The address, as ASP.NET Core's routing has it.</param>
/// <param name="Name">What it does, as one word: the operation's id, and the function's name on Azure.</param>
/// <param name="Handle">Answers; what it throws becomes a problem document.</param>
public sealed record ApiRoute(string Method, string Pattern, string Name, Func<HttpContext, Task> Handle);
