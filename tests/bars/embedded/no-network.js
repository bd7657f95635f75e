/**
 * Preloaded (NODE_OPTIONS=--import) into a process and all its children: only this machine can be reached. Each host that
 * was asked for goes into the file that VITRINE_REFUSED names, so that the bar can say what would have been fetched.
 */
import { appendFileSync } from 'node:fs';
import net from 'node:net';

const LOCAL = /^(localhost|127\.\d+\.\d+\.\d+|::1|0\.0\.0\.0|::)$/;
/** Nothing listens there: the connection is refused, as by a firewall. */
const CLOSED_PORT = 1;
const connect = net.Socket.prototype.connect;

net.Socket.prototype.connect = function (...args) {
  const host = hostOf(args);
  if (host === undefined || LOCAL.test(host)) return connect.apply(this, args);
  if (process.env.VITRINE_REFUSED) appendFileSync(process.env.VITRINE_REFUSED, `${host}\n`);
  return connect.call(this, { host: '127.0.0.1', port: CLOSED_PORT });
};

/** Undefined for sockets of the file system. Node itself hands its arguments over in an array. */
function hostOf(args) {
  const [first, second] = Array.isArray(args[0]) ? args[0] : args;
  if (typeof first !== 'object') return typeof second === 'string' ? second : 'localhost';
  return first.path === undefined ? (first.host ?? 'localhost') : undefined;
}
