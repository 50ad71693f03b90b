import { useQuery } from '@tanstack/react-query';
import { api, ask } from '../api/client';
import { problemOf, told, type Problem } from '../api/problem';
import { m } from '../language/language';
import { briefly, wholly } from '../language/time';
import { Failure } from '../ui/Failure';
import { Skeletons } from '../ui/Skeletons';
import { toast } from '../ui/toast';
import type { components } from '../generated/api';

type Device = components['schemas']['Session'];

/** Where the person is signed in, and how to end that. */
export function SessionsSection() {
  const devices = useQuery<Device[], Problem>({
    queryKey: ['sessions'],
    queryFn: async () => (await ask(api.GET('/v1/sessions'))).items,
    staleTime: 0,
  });
  if (devices.error !== null) return <Failure problem={devices.error} onAgain={() => void devices.refetch()} />;
  if (devices.data === undefined) return <Skeletons label={m.feed.loading()} count={2} />;
  const end = async (device: Device) => {
    try {
      await ask(api.DELETE('/v1/sessions/{id}', { params: { path: { id: device.id } } }));
    } catch (error) {
      toast(told(problemOf(error)));
    }
    void devices.refetch();
  };
  return (
    <ul class="rows">
      {devices.data.map((device) => (
        <li key={device.id} class="row">
          <DeviceWords device={device} />
          {!device.current && (
            <button
              class="button quiet"
              aria-label={m.settings.signOutOf({ device: nameOf(device) })}
              onClick={() => void end(device)}
            >
              {m.settings.signOutDevice()}
            </button>
          )}
        </li>
      ))}
    </ul>
  );
}

function DeviceWords({ device }: { device: Device }) {
  return (
    <div class="row-words">
      <b>
        <bdi>{nameOf(device)}</bdi>
      </b>
      {device.current && <span class="badge">{m.settings.thisDevice()}</span>}
      <p class="hint">
        {m.settings.signedIn({ when: wholly(device.createdAt) })} ·{' '}
        {m.settings.lastUsed({ when: briefly(device.lastUsedAt) })}
      </p>
    </div>
  );
}

const browsers = [
  [/Edg\//, 'Edge'],
  [/Firefox\//, 'Firefox'],
  [/Chrom(e|ium)\//, 'Chrome'],
  [/Safari\//, 'Safari'],
] as const;
const systems = [
  [/Android/, 'Android'],
  [/iPhone|iPad/, 'iOS'],
  [/Mac OS X/, 'macOS'],
  [/Windows/, 'Windows'],
  [/Linux/, 'Linux'],
] as const;

/** What a browser calls itself is long; its name and system are enough to know it again. */
export function nameOf(device: Pick<Device, 'device'>): string {
  const browser = browsers.find(([sign]) => sign.test(device.device))?.[1];
  const system = systems.find(([sign]) => sign.test(device.device))?.[1];
  if (browser !== undefined) return system === undefined ? browser : `${browser}, ${system}`;
  return device.device === '' ? m.settings.unknownDevice() : device.device;
}
