// 16 by 16, drawn with a 1.5 px line in the text's colour.

export const icons = {
  met: (
    <>
      <circle cx="8" cy="8" r="6" />
      <path d="m5.4 8.2 1.8 1.8 3.5-3.8" />
    </>
  ),
  'not-met': (
    <>
      <circle cx="8" cy="8" r="6.75" fill="currentColor" stroke="none" />
      <path d="m5.8 5.8 4.4 4.4m0-4.4-4.4 4.4" stroke="var(--page)" />
    </>
  ),
  insufficient: (
    <>
      <circle cx="8" cy="8" r="6" strokeDasharray="1.9 1.87" />
      <path d="M8 10.9V8" />
    </>
  ),
  stale: (
    <>
      <circle cx="8" cy="8" r="6" />
      <path d="M8 4.6V8l2.3 1.7" />
    </>
  ),
  errored: (
    <>
      <path d="M8 2 14.5 13.6h-13Z" />
      <path d="M8 6.3v3.4M8 11.6v.1" />
    </>
  ),
  waived: <path d="M2 13.5h12M3.5 10.5 10.6 3.4a1.3 1.3 0 0 1 1.9 0 1.3 1.3 0 0 1 0 1.9l-6.9 6.9H3.5Z" />,
  'sev-critical': (
    <>
      <rect x="1.5" y="1.5" width="13" height="13" rx="2.5" fill="currentColor" stroke="none" />
      <path d="M8 4.5v4.2M8 11.2v.2" stroke="var(--page)" strokeWidth="1.8" />
    </>
  ),
  'sev-major': <path d="M3.5 13.5v-4M8 13.5v-7M12.5 13.5v-11" strokeWidth="2.6" strokeLinecap="butt" />,
  'sev-minor': (
    <>
      <path d="M3.5 13.5v-4M8 13.5v-7" strokeWidth="2.6" strokeLinecap="butt" />
      <path d="M12.5 13.5v-11" strokeWidth="2.6" strokeLinecap="butt" opacity=".25" />
    </>
  ),
  'sev-info': (
    <>
      <path d="M3.5 13.5v-4" strokeWidth="2.6" strokeLinecap="butt" />
      <path d="M8 13.5v-7M12.5 13.5v-11" strokeWidth="2.6" strokeLinecap="butt" opacity=".25" />
    </>
  ),
  'f-draft': <circle cx="8" cy="8" r="6" strokeDasharray="3 1.71" />,
  'f-open': (
    <>
      <circle cx="8" cy="8" r="6" />
      <circle cx="8" cy="8" r="2" fill="currentColor" stroke="none" />
    </>
  ),
  'f-scheduled': <path d="M2.5 4h11v9.5h-11Zm0 3.2h11M5.5 2v2.5m5-2.5v2.5" />,
  'f-executed': (
    <>
      <rect x="1.75" y="1.75" width="12.5" height="12.5" rx="2.5" fill="currentColor" stroke="none" />
      <path d="m5 8.2 2.1 2.1 4-4.3" stroke="var(--page)" />
    </>
  ),
  'f-rejected': (
    <>
      <rect x="2" y="2" width="12" height="12" rx="2.5" />
      <path d="m5.7 5.7 4.6 4.6m0-4.6-4.6 4.6" />
    </>
  ),
  'f-expired': <path d="M4 2h8M4 14h8M4.8 2v2.5L8 8l3.2-3.5V2M4.8 14v-2.5L8 8l3.2 3.5V14" />,
  'f-superseded': <path d="M3 4.5h6.5M3 8h4M10 11.5h3M10.5 8l3 3.5-3 3" />,
  work: <path d="M2.5 9.5h3.2l.9 1.5h2.8l.9-1.5h3.2M2.5 9.5 4.3 3.5h7.4l1.8 6v3h-11Z" />,
  board: <path d="M2.5 4h11M2.5 8h11M2.5 12h11" />,
  inbox: (
    <>
      <circle cx="6" cy="6" r="3.5" />
      <circle cx="10" cy="10" r="3.5" />
    </>
  ),
  decision: <path d="M4 2.5h6l2.5 2.5v8.5H4Zm2 5h4.5M6 10.5h3" />,
  rules: (
    <>
      <path d="M3 4.5h6m2.5 0H13M3 8h1.5m2.5 0H13M3 11.5h6m2.5 0H13" />
      <circle cx="10.2" cy="4.5" r="1.2" />
      <circle cx="5.7" cy="8" r="1.2" />
      <circle cx="10.2" cy="11.5" r="1.2" />
    </>
  ),
  timeline: <path d="M2 4.5h7M5 8h9M2 11.5h5" />,
  decommission: <path d="M2.5 3v10.5h11M4.5 5.5l3 2.5 2 2 4 1.5" />,
  settings: (
    <>
      <circle cx="8" cy="8" r="2.2" />
      <path d="M8 1.8v2M8 12.2v2M1.8 8h2M12.2 8h2M3.6 3.6 5 5M11 11l1.4 1.4M3.6 12.4 5 11M11 5l1.4-1.4" />
    </>
  ),
  search: (
    <>
      <circle cx="7" cy="7" r="4.3" />
      <path d="m10.3 10.3 3.2 3.2" />
    </>
  ),
  arrow: <path d="M3 8h9.5M9 4.5 12.5 8 9 11.5" />,
  back: <path d="M6 3.5 2.5 7 6 10.5M3 7h6.5a3.5 3.5 0 0 1 0 7H7" />,
  hold: <path d="M5.5 3.5v9m5-9v9" />,
  hazard: <path d="M8 2.2 13.8 8 8 13.8 2.2 8ZM8 5.2v3.6M8 10.9v.1" />,
  copy: <path d="M5.5 5.5h7.5V13H5.5ZM3 10.5V3h7.5" />,
  chev: <path d="m6 4 4 4-4 4" />,
  down: <path d="m4 6 4 4 4-4" />,
  theme: (
    <>
      <circle cx="8" cy="8" r="5.5" />
      <path d="M8 2.5a5.5 5.5 0 0 1 0 11Z" fill="currentColor" />
    </>
  ),
  table: <path d="M2.5 3.5h11v9h-11Zm0 3h11m-7 0v6" />,
  link: (
    <path d="M6.5 9.5 9.5 6.5M7 4.5l1.2-1.2a2.5 2.5 0 0 1 3.5 3.5L10.5 8M9 11.5l-1.2 1.2a2.5 2.5 0 0 1-3.5-3.5L5.5 8" />
  ),
  run: <path d="M5.5 3.5v9l7-4.5Z" />,
  ledger: (
    <path d="M6.8 9.2 9.2 6.8M7 4.7l1-1a2.4 2.4 0 0 1 3.4 3.4l-1 1M9 11.3l-1 1a2.4 2.4 0 0 1-3.4-3.4l1-1M2.5 14h11" />
  ),
  plus: <path d="M8 3.5v9M3.5 8h9" />,
  more: <path d="M3.5 8h.1M8 8h.1M12.4 8h.1" strokeWidth="2" />,
  close: <path d="m4.5 4.5 7 7m0-7-7 7" />,
  person: (
    <>
      <circle cx="8" cy="5.5" r="2.7" />
      <path d="M2.8 13.5a5.2 5.2 0 0 1 10.4 0" />
    </>
  ),
  key: (
    <>
      <circle cx="5.5" cy="10.5" r="2.7" />
      <path d="m7.5 8.5 5.5-5.5M10.5 5.5l2 2" />
    </>
  ),
  out: <path d="M6.5 2.5h-3.5v11h3.5M7 8h6.5M10.5 5l3 3-3 3" />,
  menu: <path d="M2.5 4h11M2.5 8h11M2.5 12h11" />,
  info: (
    <>
      <circle cx="8" cy="8" r="6" />
      <path d="M8 7.3v3.6M8 5v.1" />
    </>
  ),
  print: <path d="M4.5 6V2.5h7V6M4.5 11.5h-2V6h11v5.5h-2M4.5 9.5h7v4h-7Z" />,
  download: <path d="M8 2.5v8M4.5 7 8 10.5 11.5 7M3 13.5h10" />,
} as const;

export type IconName = keyof typeof icons;
