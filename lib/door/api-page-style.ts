import { Html } from './html';

/** The colours and the type of the product's pages, without their fonts: this page loads nothing. */
export const apiPageStyle = new Html(`
:root{color-scheme:light dark;--page:light-dark(#fcfcfb,#121315);--raised:light-dark(#fff,#191b1e);--text:light-dark(#17181a,#ececea);--quiet:light-dark(#484b51,#b6b8bc);--rule:light-dark(#cfcfca,#383b41);--link:light-dark(#1f4c9a,#86b0f6)}
*{box-sizing:border-box}
body{margin:0 auto;max-width:72rem;padding:1.5rem;background:var(--page);color:var(--text);font:15px/1.5 system-ui,sans-serif}
a{color:var(--link)}
a:focus-visible{outline:2px solid var(--link);outline-offset:2px}
code,.method{font-family:ui-monospace,monospace;font-size:.92em;overflow-wrap:anywhere}
.method{font-weight:700}
.quiet{color:var(--quiet)}
.skip{position:absolute;left:-99rem}
.skip:focus{left:1rem}
nav ul{display:flex;flex-wrap:wrap;gap:.25rem 1rem;padding:0;list-style:none}
h1{font-size:1.75rem;margin:0 0 1rem}
h2{margin:3rem 0 1rem;padding-bottom:.25rem;border-bottom:1px solid var(--rule);font-size:1.25rem}
h3{margin:0 0 .5rem;font-size:1rem;font-weight:500}
.operation,.shape{margin:0 0 1rem;padding:1rem;border:1px solid var(--rule);border-radius:6px;background:var(--raised)}
table{width:100%;margin:.75rem 0;border-collapse:collapse;font-size:.9rem}
caption{padding:.25rem 0;color:var(--quiet);text-align:left}
th,td{padding:.3rem .5rem .3rem 0;border-top:1px solid var(--rule);font-weight:400;text-align:left;vertical-align:top;overflow-wrap:anywhere}
@media print{nav,.skip{display:none}.operation,.shape{break-inside:avoid}}
`);
