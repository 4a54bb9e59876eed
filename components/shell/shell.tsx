import { LocalTimes } from '@/components/format/local-times';
import { Icon } from '@/components/icons/icon';
import type { ShellView } from '@/lib/contract/views/shell';
import { Alerts } from './alerts';
import { Nav } from './nav';
import { ShellProvider } from './shell-context';

/** The frame around every screen: navigation, then the column that the page fills (its bar first). */
export function Shell({ view, children }: { view: ShellView; children: React.ReactNode }) {
  return (
    <ShellProvider view={view}>
      <div className="shell">
        <a className="skip" href="#main">
          Skip to content
        </a>
        {view.demo ? (
          <aside className="banner" aria-label="Demo">
            <Icon name="info" className="small" />
            This is a demo: its people, their passwords and its history are made up.
            <span className="long">Its comparisons run for real, against two real databases.</span>
          </aside>
        ) : null}
        <Nav view={view} />
        <div className="column">
          <Alerts alerts={view.program?.alerts ?? []} />
          {children}
        </div>
      </div>
      <LocalTimes />
    </ShellProvider>
  );
}
