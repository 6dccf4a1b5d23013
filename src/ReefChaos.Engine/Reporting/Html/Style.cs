namespace ReefChaos.Engine.Reporting.Html;

internal static class Style
{
    public const string Css = """
        :root { color-scheme: light dark; --bg: #f6f8fa; --card: #fff; --text: #1b2530; --soft: #5b6875; --line: #dfe5ea;
          --good: #12805c; --bad: #c62f3b; --open: #96690a; --goodbg: #e2f5ec; --badbg: #fde8e9; --openbg: #fbf0d5;
          --tail: #2463d1; --mid: #86aeea; --band: #fbe3e4; --band2: #e6f3ec; --band3: #eef1f4; }
        @media (prefers-color-scheme: dark) { :root { --bg: #0f151b; --card: #172029; --text: #e4eaf0; --soft: #9aa8b5; --line: #2b3742;
          --good: #56d3a1; --bad: #ff8a8f; --open: #ecc25c; --goodbg: #11372b; --badbg: #46191e; --openbg: #3d3013;
          --tail: #78aaff; --mid: #4468a3; --band: #3a1f25; --band2: #17312a; --band3: #1e2832; } }
        * { box-sizing: border-box; }
        body { margin: 0; background: var(--bg); color: var(--text); font: 15px/1.5 system-ui, "Segoe UI", Roboto, sans-serif; }
        main { max-width: 1180px; margin: 0 auto; padding: 28px 20px 60px; }
        h1 { font-size: 26px; margin: 0 0 4px; } h2 { font-size: 20px; margin: 0; } h3 { font-size: 15px; margin: 18px 0 4px; }
        p { margin: 6px 0; } .soft { color: var(--soft); } a { color: inherit; }
        section, nav { background: var(--card); border: 1px solid var(--line); border-radius: 12px; padding: 20px 22px; margin-top: 18px; }
        header { display: flex; gap: 12px; align-items: center; flex-wrap: wrap; }
        .badge { font-size: 13px; font-weight: 650; padding: 2px 11px; border-radius: 999px; white-space: nowrap; }
        .held, .met { color: var(--good); } .broken, .missed { color: var(--bad); } .inconclusive, .undecided { color: var(--open); }
        .badge.held { background: var(--goodbg); } .badge.broken { background: var(--badbg); } .badge.inconclusive { background: var(--openbg); }
        .wide { overflow-x: auto; } table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; margin-top: 12px; }
        th { text-align: left; font-size: 13px; color: var(--soft); font-weight: 600; } th, td { padding: 6px 14px 6px 0; vertical-align: top; }
        td { border-top: 1px solid var(--line); } .result { font-weight: 650; } .note { display: block; font-size: 13px; color: var(--soft); }
        nav table { margin: 0; } nav tr:first-child td { border: 0; } nav a { white-space: nowrap; }
        .why { overflow-wrap: anywhere; } .notes { margin: 14px 0 0; padding-left: 20px; overflow-wrap: anywhere; }
        .arms { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(460px, 100%), 1fr)); gap: 0 26px; }
        figure { margin: 8px 0 0; } figcaption { font-size: 13px; color: var(--soft); } svg { display: block; width: 100%; height: auto; }
        svg text { font: 11px system-ui, "Segoe UI", Roboto, sans-serif; fill: var(--soft); }
        .grid { stroke: var(--line); } .target { stroke: var(--bad); stroke-dasharray: 5 4; }
        .tail { stroke: var(--tail); stroke-width: 2; fill: none; } .mid { stroke: var(--mid); stroke-width: 2; fill: none; }
        .okbar { fill: var(--mid); } .badbar { fill: var(--bad); }
        .warmup, .baseline { fill: var(--band3); } .fault { fill: var(--band); } .recovery { fill: var(--band2); }
        .hit { fill: transparent; } .hit:hover { fill: var(--text); fill-opacity: .09; }
        .key { display: inline-block; width: 14px; height: 3px; vertical-align: middle; margin: 0 4px 0 10px; }
        details { margin-top: 14px; } summary { cursor: pointer; color: var(--soft); }
        dl { display: grid; grid-template-columns: max-content 1fr; gap: 2px 18px; margin: 8px 0 0; } dt { color: var(--soft); } dd { margin: 0; overflow-wrap: anywhere; }
        """;
}
