import { outputOf } from '../command.ts';

/** Name by which a container reaches servers that a test runs on this machine. */
export const hostName = 'host.docker.internal';

/** The run flag that gives a container this name. */
export const hostFlag = `--add-host=${hostName}:host-gateway`;

/** The address of this machine on the network that containers are on. */
export async function hostAddress(): Promise<string> {
  const format = '{{(index .IPAM.Config 0).Gateway}}';
  return (await outputOf('docker', ['network', 'inspect', 'bridge', '--format', format])).trim();
}
