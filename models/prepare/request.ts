/** `fetch` by way of the proxy that HTTPS_PROXY, HTTP_PROXY and NO_PROXY name, which Node's own ignores before 24. */

const VARIABLES = ['https_proxy', 'http_proxy', 'HTTPS_PROXY', 'HTTP_PROXY'];

let throughProxy: Promise<typeof fetch> | undefined;

export async function request(url: string, init: RequestInit): Promise<Response> {
  if (!VARIABLES.some((name) => process.env[name])) return fetch(url, init);
  throughProxy ??= proxyFetch();
  return (await throughProxy)(url, init);
}

/** undici is what Node's fetch is made of; it is loaded only where there is a proxy. */
async function proxyFetch(): Promise<typeof fetch> {
  const undici = await import('undici');
  const dispatcher = new undici.EnvHttpProxyAgent();
  const proxied = (url: string, init: object) => undici.fetch(url, { ...init, dispatcher });
  return proxied as unknown as typeof fetch;
}
