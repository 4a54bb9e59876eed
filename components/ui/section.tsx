type Props = {
  title: string;
  id?: string;
  step?: number;
  note?: React.ReactNode;
  end?: React.ReactNode;
  children: React.ReactNode;
};

/** A rule under a heading, then its content: lines, not boxes. */
export function Section({ title, id, step, note, end, children }: Props) {
  return (
    <section className="section" id={id}>
      <header>
        <h2>
          {step === undefined ? null : <span className="step">{step}</span>}
          {title}
        </h2>
        {note === undefined ? null : <p>{note}</p>}
        {end === undefined ? null : <span className="end">{end}</span>}
      </header>
      {children}
    </section>
  );
}

/** What fills an empty place, and the one act that does. */
export function Empty({ children, action }: { children: React.ReactNode; action?: React.ReactNode }) {
  return (
    <div className="empty">
      <p>{children}</p>
      {action}
    </div>
  );
}

/** Title, the one sentence that answers, and the acts of the page. */
export function Head({
  title,
  lede,
  acts,
}: {
  title: React.ReactNode;
  lede?: React.ReactNode;
  acts?: React.ReactNode;
}) {
  return (
    <div className="head">
      <div className="grow">
        <h1>{title}</h1>
        {lede === undefined ? null : <p className="lede">{lede}</p>}
      </div>
      {acts === undefined ? null : <div className="acts">{acts}</div>}
    </div>
  );
}
