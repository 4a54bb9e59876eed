import { icons } from './paths';

/** Every icon and hatch of the console, once a page; `Icon` and the charts refer to them. */
export function Sprite() {
  return (
    <svg className="sprite" aria-hidden="true">
      <defs>
        <pattern id="hatch" width="4" height="4" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <path d="M0 0v4" className="hatch-line" />
        </pattern>
        <pattern id="lane-hatch" width="4" height="4" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <rect width="4" height="4" className="lane-bg" />
          <path d="M0 0v4" className="lane-line" />
        </pattern>
        {Object.entries(icons).map(([name, drawing]) => (
          <symbol
            key={name}
            id={`i-${name}`}
            viewBox="0 0 16 16"
            fill="none"
            stroke="currentColor"
            strokeWidth="1.5"
            strokeLinecap="round"
            strokeLinejoin="round"
          >
            {drawing}
          </symbol>
        ))}
      </defs>
    </svg>
  );
}
