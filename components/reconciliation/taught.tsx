import { When } from '@/components/format/moment';
import { Link } from '@/components/ui/link';
import { Section } from '@/components/ui/section';
import { paths } from '@/lib/contract/paths';
import type { LessonView, PatternView } from '@/lib/contract/views/reconciliation';
import { ActWord } from './triage/act-word';
import { targetOf } from './triage/target';

const hostOf = (link: string): string => {
  const { hostname, pathname } = new URL(link);
  const end = pathname
    .split('/')
    .filter((part) => part !== '')
    .at(-1);
  return end === undefined ? hostname : `${end}, ${hostname}`;
};

/** Links to where it is tracked. They lead out of here. */
export function TrackerLinks({ links }: { links: readonly string[] }) {
  return (
    <>
      {links.map((link) => (
        <a key={link} href={link} rel="noreferrer" className="tracker">
          {hostOf(link)}
        </a>
      ))}
    </>
  );
}

/** One thing learned: in a word, in prose, who says so, who fixes it, whether it held. */
export function Lesson({ lesson, now, children }: { lesson: LessonView; now: string; children?: React.ReactNode }) {
  return (
    <div className={lesson.ended === null ? 'lesson' : 'lesson over'}>
      <p className="lesson-head">
        <b>{lesson.label ?? 'Taught'}</b>
        <span className="faint">
          {lesson.learntBy}, <When at={lesson.learntAt} now={now} as="day" />
          {lesson.fixer === null ? '' : `; ${lesson.fixer} fixes it`}
        </span>
        {children}
      </p>
      {lesson.hiddenLegacyRule === null ? null : <p className="record">{lesson.hiddenLegacyRule}</p>}
      {lesson.taught === null ? null : <p className="quote">{lesson.taught}</p>}
      {lesson.links.length === 0 ? null : (
        <p className="trackers">
          <TrackerLinks links={lesson.links} />
        </p>
      )}
      {lesson.ended === null ? null : (
        <p className="bad">
          {lesson.ended.words} <When at={lesson.ended.at} now={now} as="day" />
        </p>
      )}
    </div>
  );
}

/** What it taught, who fixes it and by when, and what did not hold. */
export function Taught({ pattern }: { pattern: PatternView }) {
  const { lessons, fixer, due, links, now, triage } = pattern;
  const knows = lessons.length > 0;
  return (
    <Section
      title="What it taught"
      end={
        <Link href={paths.knowledge(pattern.program.slug, pattern.context.slug)}>
          All that was learned about {pattern.context.name}
        </Link>
      }
    >
      {lessons.map((lesson) => (
        <Lesson key={`${lesson.learntAt} ${lesson.ended?.at}`} lesson={lesson} now={now} />
      ))}
      {!knows && (fixer !== null || links.length > 0) ? (
        <p className="data">
          {fixer === null ? null : `${fixer.name} fixes it. `}
          <TrackerLinks links={links} />
        </p>
      ) : null}
      {due === null ? null : <p className="data quiet">To be fixed by {due}.</p>}
      <p className="data pretty">
        {knows ? null : <span className="quiet">Nothing yet. </span>}
        {triage.allowed ? (
          <ActWord act="resolve" target={targetOf(pattern)}>
            {knows ? 'Say more of it…' : 'Resolve with what you learned…'}
          </ActWord>
        ) : (
          <span className="quiet">{triage.why}</span>
        )}
      </p>
    </Section>
  );
}
