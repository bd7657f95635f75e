/** Type-checks every environment on its own, so that `document` in a worker or in core does not compile. */
import { spawn } from 'node:child_process';

const environments = ['core', 'worker', 'page', 'node'];

function check(environment: string): Promise<boolean> {
  return new Promise((resolve) => {
    // Incremental: what did not change since the last run is not checked again.
    const buildInfo = `node_modules/.cache/types/${environment}.tsbuildinfo`;
    const options = ['--incremental', '--tsBuildInfoFile', buildInfo, '--pretty'];
    const tsc = spawn('npx', ['tsc', '-p', `tsconfig.${environment}.json`, ...options], { stdio: 'inherit' });
    tsc.on('close', (code) => {
      if (code !== 0) console.error(`types: tsconfig.${environment}.json failed`);
      resolve(code === 0);
    });
  });
}

const results = await Promise.all(environments.map(check));
if (results.includes(false)) process.exit(1);
