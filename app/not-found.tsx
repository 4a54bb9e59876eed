import { Link } from '@/components/ui/link';

export default function NotFound() {
  return (
    <main className="aside-page" id="main">
      <h1>Nothing is here</h1>
      <p className="lede">This address names nothing that exists, or nothing that you may see.</p>
      <p className="data">
        <Link className="btn" href="/">
          Go to My work
        </Link>
      </p>
    </main>
  );
}
