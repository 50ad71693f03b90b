import { useState } from 'preact/hooks';
import { told } from '../api/problem';
import { m } from '../language/language';
import { Failure } from '../ui/Failure';
import { useForm } from '../ui/form';
import { Skeletons } from '../ui/Skeletons';
import { TextField } from '../ui/TextField';
import { toast } from '../ui/toast';
import { changeMe, useMe } from './me';
import type { Me } from '../session/session';

/** The name and the words that others see. */
export function ProfileSection() {
  const me = useMe();
  if (me.error !== null) return <Failure problem={me.error} onAgain={() => void me.refetch()} />;
  if (me.data === undefined) return <Skeletons label={m.feed.loading()} count={2} />;
  return <ProfileForm me={me.data} />;
}

function ProfileForm({ me }: { me: Me }) {
  const [displayName, setDisplayName] = useState(me.displayName);
  const [bio, setBio] = useState(me.bio);
  const form = useForm();
  const changed = displayName !== me.displayName || bio !== me.bio;
  const save = async (event: Event) => {
    event.preventDefault();
    const saved = await form.send(async () => {
      const now = await changeMe({ displayName, bio });
      setDisplayName(now.displayName); // the server may have tidied them
      setBio(now.bio);
    });
    if (saved) toast(m.settings.saved());
  };
  return (
    <form class="form" noValidate onSubmit={(event) => void save(event)}>
      <TextField
        label={m.settings.displayName()}
        value={displayName}
        onValue={setDisplayName}
        autocomplete="name"
        problem={form.problem?.field('displayName')}
      />
      <TextField label={m.settings.bio()} value={bio} onValue={setBio} lines={4} problem={form.problem?.field('bio')} />
      {form.problem !== null && form.problem.fields.length === 0 && (
        <p class="problem" role="alert">
          {told(form.problem)}
        </p>
      )}
      <button class="button" type="submit" disabled={form.sending || !changed}>
        {form.sending ? m.settings.saving() : m.settings.save()}
      </button>
    </form>
  );
}
