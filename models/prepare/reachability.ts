/**
 * Whether hosts answer at all: asked of all hosts at once, when the first is needed, and given `waitMs`. Offline,
 * `npm start` then loses a moment instead of one wait for each model.
 */
import { hostOf } from './download.ts';
import { request } from './request.ts';

export type IsReachable = (url: string) => Promise<boolean>;

export function reachability(urls: readonly string[], waitMs: number): IsReachable {
  let answers: Promise<Map<string, boolean>> | undefined;
  return async (url) => {
    answers ??= askAll(urls, waitMs);
    return (await answers).get(hostOf(url)) ?? true;
  };
}

async function askAll(urls: readonly string[], waitMs: number): Promise<Map<string, boolean>> {
  const byHost = new Map(urls.map((url) => [hostOf(url), url]));
  const ask = async (url: string): Promise<boolean> => {
    try {
      // Any answer will do: whether the file is there shows when it is fetched.
      await request(url, { method: 'HEAD', signal: AbortSignal.timeout(waitMs) });
      return true;
    } catch {
      return false;
    }
  };
  return new Map(await Promise.all([...byHost].map(async ([host, url]) => [host, await ask(url)] as const)));
}
