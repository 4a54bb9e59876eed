import type { Metadata } from 'next';
import { Door } from '@/components/entry/door';
import { Welcome } from '@/components/entry/welcome';
import { Link } from '@/components/ui/link';
import { paths } from '@/lib/contract/paths';
import { roleTitles } from '@/lib/domain/access/role-titles';
import { listed } from '@/lib/domain/kernel/in-words';
import { viewWelcome } from '@/lib/usecases/queries/view-entry';

export const metadata: Metadata = { title: 'Welcome', referrer: 'no-referrer' };

export default async function WelcomePage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params;
  const answer = await viewWelcome(token);
  if (!answer.ok) {
    return (
      <Door>
        <h1>This link cannot be used</h1>
        <p className="lede">{answer.refusal.detail}</p>
        <p className="field">
          <Link className="btn" href={paths.signIn()}>
            Sign in
          </Link>
        </p>
      </Door>
    );
  }
  const view = answer.value;
  return (
    <Door>
      <h1>Welcome</h1>
      <p className="lede">
        {view.purpose === 'first_administrator'
          ? 'You are the first to come in, and become the administrator of this installation.'
          : `You come in${view.program === null ? '' : ` to ${view.program.name}`} as ${listed(view.roles.map((role) => roleTitles[role]))}.`}
      </p>
      <Welcome view={view} token={token} />
    </Door>
  );
}
