/** Draws the built-in scene and posts it to whoever is connected: a source that needs no camera and no page. */
import { PortPump } from './port-pump.ts';
import { drawStreet } from './scene/street.ts';

export interface SceneRequest {
  width: number;
  height: number;
  frameRate: number;
  /** To the vision worker. */
  port: MessagePort;
}

let timer: ReturnType<typeof setInterval> | undefined;
let pump: PortPump | undefined;

self.onmessage = ({ data: { width, height, frameRate, port } }: MessageEvent<SceneRequest>) => {
  clearInterval(timer);
  pump?.close();
  pump = new PortPump(port);
  const context = new OffscreenCanvas(width, height).getContext('2d', { alpha: false });
  if (!context) return pump.end();
  const startMs = performance.now();
  timer = setInterval(() => {
    pump?.post(() => {
      const timeS = (performance.now() - startMs) / 1000;
      drawStreet(context, timeS);
      return new VideoFrame(context.canvas, { timestamp: Math.round(timeS * 1e6) });
    });
  }, 1000 / frameRate);
};
