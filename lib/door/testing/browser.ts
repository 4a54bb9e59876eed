// As much of a browser as a sign-in needs: cookies for each site, redirects one at a time.

export class Browser {
  readonly #jars = new Map<string, Map<string, string>>();

  constructor(private readonly answerOurs: { origin: string; answer: (request: Request) => Promise<Response> }) {}

  /** Cookies by name, as they stand for a site. */
  jar(origin: string): Map<string, string> {
    const jar = this.#jars.get(origin) ?? new Map<string, string>();
    this.#jars.set(origin, jar);
    return jar;
  }

  async go(address: string, form?: Record<string, string>): Promise<Response> {
    const url = new URL(address);
    const jar = this.jar(url.origin);
    const init: RequestInit = {
      redirect: 'manual',
      headers: { cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; ') },
      ...(form === undefined ? {} : { method: 'POST', body: new URLSearchParams(form) }),
    };
    const ours = url.origin === this.answerOurs.origin;
    const response = ours ? await this.answerOurs.answer(new Request(url, init)) : await fetch(url, init);
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value === '' || /max-age=0|expires=thu, 01 jan 1970/i.test(line)) jar.delete(name);
      else jar.set(name, value);
    }
    return response;
  }

  /** Follows redirects until a page comes, or a place that `stop` names; logs in where the provider asks. */
  async signIn(
    address: string,
    login: string,
    stop: (url: string) => boolean,
  ): Promise<{ url: string; logins: number }> {
    let url = address;
    let logins = 0;
    let form: Record<string, string> | undefined;
    for (let turn = 0; turn < 25; turn += 1) {
      if (stop(url)) return { url, logins };
      const response = await this.go(url, form);
      form = undefined;
      const location = response.headers.get('location');
      if (location !== null) {
        url = new URL(location, url).href;
        continue;
      }
      const page = await response.text();
      const prompt = /name="prompt" value="(\w+)"/.exec(page)?.[1];
      const action = /action="([^"]+)"/.exec(page)?.[1];
      if (prompt === undefined || action === undefined)
        throw new Error(`${response.status} at ${url}: ${page.slice(0, 400)}`);
      if (prompt === 'login') logins += 1;
      url = new URL(action, url).href;
      form = prompt === 'login' ? { prompt, login, password: 'any' } : { prompt };
    }
    throw new Error('the sign-in goes round in circles');
  }
}
