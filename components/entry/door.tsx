import { Mark } from '@/components/lock/lock';

/** A page outside the console: the mark, then one thing to do. */
export function Door({ children }: { children: React.ReactNode }) {
  return (
    <main className="door" id="main">
      <div className="door-box">
        <p className="brand">
          <Mark size={32} />
          <b>Lockgate</b>
        </p>
        {children}
      </div>
    </main>
  );
}
