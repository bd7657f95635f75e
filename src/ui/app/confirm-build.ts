/** Of a page that a service worker keeps: it says that its build works, and has newer ones looked for. */
import { Offline } from '#offline/offline.ts';

// Refused by a browser in a private window, say: then the page comes from the network as ever.
const offline = await Offline.start().catch(() => undefined);
offline?.say({ say: 'good' });
