using ReefChaos.Cli;

return await Host.InvokeAsync(Root.Make(), args);
