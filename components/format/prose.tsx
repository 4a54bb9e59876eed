import { Link } from '@/components/ui/link';
import { paths } from '@/lib/contract/paths';
import { typeset } from './number';

const reference = /\b(?:(D|P|r)-(\d{1,7})|sign-offs?)\b/g;

const hrefOf = (program: string, letter: string, number: number): string => {
  if (letter === 'D') return paths.decision(program, number);
  return letter === 'P' ? paths.pattern(program, number) : paths.run(program, number);
};

/** A sentence of the record, with thin spaces, and with D-31, P-118 and r-41 as links; ids never break. */
export function Prose({ text, program, links = true }: { text: string; program: string; links?: boolean }) {
  const sentence = typeset(text);
  const parts: React.ReactNode[] = [];
  let from = 0;
  for (const match of sentence.matchAll(reference)) {
    const [name, letter, digits = ''] = match;
    parts.push(sentence.slice(from, match.index));
    parts.push(
      links && letter !== undefined ? (
        <Link
          key={match.index}
          href={hrefOf(program, letter, Number(digits))}
          className={letter === 'r' ? 'id mono' : 'id'}
        >
          {name}
        </Link>
      ) : (
        <span key={match.index} className="id">
          {name}
        </span>
      ),
    );
    from = match.index + name.length;
  }
  parts.push(sentence.slice(from));
  return <>{parts}</>;
}
