/** What this server says of itself. */
import { useQuery } from '@tanstack/react-query';
import { api, ask } from '../api/client';
import { Screen } from '../app/Screen';
import { grouped, languages, m } from '../language/language';
import { Failure } from '../ui/Failure';
import { Logo } from '../ui/Logo';
import { Skeletons } from '../ui/Skeletons';
import type { Problem } from '../api/problem';
import type { components } from '../generated/api';
import './about.css';

type Instance = components['schemas']['Instance'];

export function About() {
  const instance = useQuery<Instance, Problem>({ queryKey: ['instance'], queryFn: () => ask(api.GET('/v1/instance')) });
  return (
    <Screen title={m.about.title()} back>
      {instance.isPending && <Skeletons label={m.feed.loading()} count={2} />}
      {instance.error !== null && <Failure problem={instance.error} onAgain={() => void instance.refetch()} />}
      {instance.data !== undefined && <Facts instance={instance.data} />}
    </Screen>
  );
}

function Facts({ instance }: { instance: Instance }) {
  return (
    <div class="about">
      <Logo />
      <h2>
        <bdi>{instance.name}</bdi>
      </h2>
      {instance.description !== '' && <p dir="auto">{instance.description}</p>}
      <dl class="facts">
        <Fact name={m.about.registration()} value={instance.registrationOpen ? m.about.open() : m.about.closed()} />
        <Fact name={m.about.postLength()} value={grouped(instance.limits.postCharacters)} />
        <Fact name={m.about.languages()} value={Object.values(languages).join(', ')} />
        <Fact name={m.about.version()} value={instance.version} />
      </dl>
      <p>
        <a href="/openapi.yaml">{m.about.api()}</a>
      </p>
      <p class="hint">{m.about.software()}</p>
    </div>
  );
}

function Fact({ name, value }: { name: string; value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}
