import { Prose } from '@/components/format/prose';
import { Lesson } from '@/components/reconciliation/taught';
import { Filters } from '@/components/ui/filters';
import { Link } from '@/components/ui/link';
import { Pages } from '@/components/ui/pages';
import { PrintButton } from '@/components/ui/print-button';
import { Empty, Head, Section } from '@/components/ui/section';
import { paths, withFilter } from '@/lib/contract/paths';
import type { KnowledgeView } from '@/lib/contract/views/reconciliation';

type Known = KnowledgeView['lessons'][number];

function Lessons({ title, lessons, view }: { title: string; lessons: readonly Known[]; view: KnowledgeView }) {
  const { program, now } = view;
  if (lessons.length === 0) return null;
  return (
    <Section title={title} note={lessons.length}>
      {lessons.map((lesson) => (
        <Lesson key={`${lesson.pattern.number} ${lesson.learntAt} ${lesson.ended?.at}`} lesson={lesson} now={now}>
          <span>
            from{' '}
            <Link className="id" href={paths.pattern(program.slug, lesson.pattern.number)}>
              P-{lesson.pattern.number}
            </Link>
            , <Prose text={lesson.pattern.sentence} program={program.slug} links={false} />, {lesson.pattern.state} now
          </span>
        </Lesson>
      ))}
    </Section>
  );
}

/** What the migration learned about a context: the rules of legacy that nobody had written down first, what did not hold last. */
export function KnowledgePage({ view }: { view: KnowledgeView }) {
  const { program, context, filter, lessons } = view;
  const path = paths.knowledge(program.slug, context.slug);
  const holds = lessons.filter(({ ended }) => ended === null);
  const rules = holds.filter(({ hiddenLegacyRule }) => hiddenLegacyRule !== null);
  const rest = holds.filter(({ hiddenLegacyRule }) => hiddenLegacyRule === null);
  const over = lessons.filter(({ ended }) => ended !== null);
  return (
    <div className="sheet">
      <Head
        title={`What was learned about ${context.name}`}
        lede={view.lede}
        acts={
          <span className="noprint">
            <PrintButton />
          </span>
        }
      />
      <Filters
        path={path}
        filter={filter}
        choices={[
          { name: 'resolution', label: 'In a word', options: view.resolutions, any: 'All' },
          { name: 'standing', label: 'What holds or not', options: view.standings, any: 'Both' },
        ]}
      />
      {lessons.length === 0 ? (
        <Empty
          action={
            <Link className="btn" href={withFilter(paths.patterns(program.slug), { context: context.slug })}>
              Patterns of {context.name}
            </Link>
          }
        >
          Whoever resolves a pattern says what it taught; it is kept here, with the pattern, who said so and whether it
          held.
        </Empty>
      ) : null}
      <Lessons title="Rules of legacy that nobody had written down" lessons={rules} view={view} />
      <Lessons title="What else it taught" lessons={rest} view={view} />
      <Lessons title="What did not hold" lessons={over} view={view} />
      <Pages path={path} filter={filter} page={view.page} noun="lesson" />
    </div>
  );
}
