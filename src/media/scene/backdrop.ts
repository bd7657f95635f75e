import { fillWorld, inMetres, project, type Canvas, type View } from './view.ts';

/** Half widths of road and of street from wall to wall, in metres. */
const ROAD = 4.2;
const STREET = 8.2;
const NEAR = 1.2;
const FAR = 140;

const WALLS = ['#b5654a', '#d9b48a', '#8f9aa6', '#c98f6b', '#a9825f', '#cfc6b8', '#97604e', '#b8a58a'];
const ROOF = '#4b4a50';

/** Everything that stands still: sky, ground, houses, trees, lamps. Drawn once. */
export function drawBackdrop(canvas: Canvas, view: View): void {
  drawSky(canvas, view);
  drawGround(canvas, view);
  for (let z = 112; z > 1; z -= 8) {
    for (const side of [-1, 1]) drawHouse(canvas, view, side, z);
  }
  for (let z = 58; z >= 10; z -= 12) {
    for (const side of [-1, 1]) {
      drawTree(canvas, view, side * 6.9, z + (side > 0 ? 5 : 0));
      drawLamp(canvas, view, side * 4.9, z + 6);
    }
  }
}

function drawSky(canvas: Canvas, view: View): void {
  const [, horizon] = project(view, 0, 0, 1e6);
  const sky = canvas.createLinearGradient(0, 0, 0, horizon);
  sky.addColorStop(0, '#5f9fdc');
  sky.addColorStop(0.6, '#a6cdee');
  sky.addColorStop(1, '#e6eef2');
  canvas.fillStyle = sky;
  canvas.fillRect(0, 0, view.width, view.height);
}

function drawGround(canvas: Canvas, view: View): void {
  const strip = (
    left: number,
    right: number,
    near: number,
    far: number,
    fill: string | CanvasGradient,
    y = 0,
  ) =>
    fillWorld(
      canvas,
      view,
      [
        [left, y, near],
        [right, y, near],
        [right, y, far],
        [left, y, far],
      ],
      fill,
    );
  const [, top] = project(view, 0, 0, FAR);
  const shade = (near: string, far: string) => {
    const gradient = canvas.createLinearGradient(0, view.height, 0, top);
    gradient.addColorStop(0, near);
    gradient.addColorStop(1, far);
    return gradient;
  };
  strip(-40, 40, NEAR, FAR, shade('#a3a09a', '#bdbbb6'));
  strip(-ROAD, ROAD, NEAR, FAR, shade('#4a4c50', '#7f8285'));
  for (let z = 2; z < 60; z *= 1.12) {
    for (const side of [-1, 1]) {
      strip(side * ROAD, side * STREET, z, z * 1.004, 'rgba(90, 88, 84, 0.5)');
    }
  }
  for (const side of [-1, 1]) {
    const kerb = side * ROAD;
    fillWorld(
      canvas,
      view,
      [
        [kerb, 0, NEAR],
        [kerb, 0.14, NEAR],
        [kerb, 0.14, FAR],
        [kerb, 0, FAR],
      ],
      '#d6d3cc',
    );
    strip(kerb, kerb + side * 0.22, NEAR, FAR, '#c9c6bf', 0.14);
  }
  for (let z = 2; z < 100; z += 5) strip(-0.07, 0.07, z, z + 2.2, '#eceae2');
  for (let x = -ROAD + 0.5; x < ROAD - 0.3; x += 0.95) strip(x, x + 0.5, 8.2, 11, '#e9e7df');
}

/** One facade of 8 m along the street with its windows, and a door at street level. */
function drawHouse(canvas: Canvas, view: View, side: number, z: number): void {
  const random = noise(z * 2 + side);
  const x = side * STREET;
  const [near, far] = [Math.max(z, NEAR), z + 8];
  const floors = 3 + Math.floor(random() * 3);
  const height = floors * 3.1 + 1;
  const wall = WALLS[Math.floor(random() * WALLS.length)] ?? '#b5654a';
  // The end wall that rises above a lower neighbour, then the front.
  fillWorld(
    canvas,
    view,
    [
      [x, 0, near],
      [x + side * 9, 0, near],
      [x + side * 9, height, near],
      [x, height, near],
    ],
    ROOF,
  );
  fillWorld(
    canvas,
    view,
    [
      [x, 0, near],
      [x, height, near],
      [x, height, far],
      [x, 0, far],
    ],
    wall,
  );
  // The low sun stands on the left: walls on the right catch it.
  const light = side > 0 ? 'rgba(255, 236, 200, 0.16)' : 'rgba(20, 26, 44, 0.2)';
  fillWorld(
    canvas,
    view,
    [
      [x, 0, near],
      [x, height, near],
      [x, height, far],
      [x, 0, far],
    ],
    light,
  );
  fillWorld(
    canvas,
    view,
    [
      [x, height, near],
      [x, height + 0.5, near],
      [x, height + 0.5, far],
      [x, height, far],
    ],
    ROOF,
  );
  for (let floor = 0; floor < floors; floor++) {
    for (let column = 0; column < 3; column++) {
      const [from, to] = [z + 0.9 + column * 2.4, z + 2.3 + column * 2.4];
      if (from < NEAR) continue;
      const isDoor = floor === 0 && column === 1;
      const bottom = isDoor ? 0 : floor * 3.1 + 1;
      const top = isDoor ? 2.3 : bottom + 1.7;
      const pane = (inset: number, fill: string) =>
        fillWorld(
          canvas,
          view,
          [
            [x, bottom + inset, from + inset],
            [x, top - inset, from + inset],
            [x, top - inset, to - inset],
            [x, bottom + inset, to - inset],
          ],
          fill,
        );
      pane(-0.12, '#e8e2d6');
      pane(0, isDoor ? '#5b3a29' : random() > 0.25 ? '#3d4f63' : '#7e97ac');
    }
  }
}

function drawTree(canvas: Canvas, view: View, x: number, z: number): void {
  const random = noise(x * 7 + z);
  inMetres(canvas, view, x, z, () => {
    canvas.fillStyle = '#5d4634';
    canvas.fillRect(-0.13, 0, 0.26, 2.6);
    for (let leaf = 0; leaf < 26; leaf++) {
      const angle = random() * Math.PI * 2;
      const reach = Math.sqrt(random()) * 1.35;
      const [leafX, leafY] = [Math.cos(angle) * reach, 3.7 + Math.sin(angle) * reach * 1.15];
      canvas.fillStyle = leafX < -0.2 ? '#5f9445' : leafY > 4 ? '#4f8440' : '#3c6b35';
      canvas.beginPath();
      canvas.arc(leafX, leafY, 0.35 + random() * 0.35, 0, Math.PI * 2);
      canvas.fill();
    }
  });
}

function drawLamp(canvas: Canvas, view: View, x: number, z: number): void {
  inMetres(canvas, view, x, z, () => {
    canvas.fillStyle = '#3b3f45';
    canvas.fillRect(-0.06, 0, 0.12, 4.6);
    canvas.fillRect(x > 0 ? -0.9 : 0, 4.5, 0.9, 0.1);
    canvas.fillStyle = '#e9e4cf';
    canvas.fillRect(x > 0 ? -0.95 : 0.5, 4.38, 0.45, 0.13);
  });
}

/** The same numbers in 0..1 for the same seed: the street looks alike each time (multiplicative congruential). */
function noise(seed: number): () => number {
  let state = (Math.abs(Math.round(seed * 1000)) % 2147483646) + 1;
  return () => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647;
  };
}
