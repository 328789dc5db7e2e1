import type { Effects, RuntimeUser, Service } from './option.ts';
import { quoteYaml } from './quote.ts';

/** What a cluster is asked to set aside. */
const requestedStorage = '1Gi';

/**
 * Names below which data can be kept: none that the system, a toolchain or the program itself has
 * there, none that a flag of an engine would take for more than a path.
 */
export const dataFolderPattern =
  /^(?=.{2,100}$)(?!\/(?:app|bin|boot|dev|etc|lib(?:32|64|x32)?|opt|proc|root|run|sbin|sys|tmp|usr)(?:\/|$))(?!\/home$)(?!\/var(?:$|\/(?!lib\/(?!(?:apk|apt|dpkg)(?:\/|$)))))(?:\/[A-Za-z0-9_][A-Za-z0-9._-]*)+$/;

/**
 * The effects of a folder that outlives its container and that only the service may write to:
 * a volume wherever it runs. An engine gives a new volume the owner and the mode of the folder that
 * it is laid over; Kubernetes gives it to a group.
 */
export function keepingData({ name, data }: Service, { id }: RuntimeUser): Effects {
  if (data === '') return {};
  return {
    assemble: [
      {
        why: `data: ${data} is covered by a volume. A new volume gets the owner and mode of this folder.`,
        text: `RUN install -d -o ${id} -g ${id} -m 700 /rootfs${data}`,
      },
    ],
    runFlags: [{ flag: `--volume=\${DATA_VOLUME}:${data}` }],
    runVariables: [
      {
        name: 'DATA_VOLUME',
        value: `${name}-data`,
        why: `Volume that \`make run\` mounts at \`${data}\`.`,
      },
    ],
    compose: [
      {
        why: 'the volume outlives the container.',
        text: `volumes:\n  - data:${data}`,
      },
    ],
    composeVolumes: [
      {
        why: '`docker compose down` keeps it; `docker compose down --volumes` removes it.',
        text: 'data:',
      },
    ],
    kubernetes: {
      podSecurity: id === 0 ? [] : [groupOfVolume(id)],
      volumeMounts: [{ why: 'the persistent volume.', text: `- name: data\n  mountPath: ${data}` }],
      volumes: [
        {
          why: 'the claim in persistentvolumeclaim.yaml.',
          text: `- name: data\n  persistentVolumeClaim:\n    claimName: ${quoteYaml(name)}`,
        },
      ],
    },
    storage: requestedStorage,
    settings: { DATA_FOLDER: data },
  };
}

function groupOfVolume(id: number) {
  return {
    why: 'the volume gets the group of the service, unless its top folder has it already.',
    text: `fsGroup: ${id}\nfsGroupChangePolicy: OnRootMismatch`,
  };
}
