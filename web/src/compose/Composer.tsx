/** Where a person writes a post or a reply. Nothing typed is lost: each letter is kept before it is sent anywhere. */
import { useEffect, useId, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { m } from '../language/language';
import { go } from '../app/navigation';
import { problemOf, told } from '../api/problem';
import { addressOf } from '../posts/address';
import { lengthOf } from '../posts/text';
import { session } from '../session/session';
import { toast } from '../ui/toast';
import { Avatar } from '../ui/Avatar';
import { keepDraft, useDraft } from './drafts';
import { publish } from './publish';
import { longest, Remaining } from './Remaining';
import type { Post } from '../api/client';
import './compose.css';

interface Props {
  readonly replyTo?: Post;
  readonly focused?: boolean;
  readonly onDone?: () => void;
}

export function Composer({ replyTo, focused = false, onDone }: Props) {
  const replyToId = replyTo?.id ?? null;
  const draft = useDraft(replyToId);
  const [sending, setSending] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const hint = useId();
  const left = longest - lengthOf(draft.text);
  const sendable = !sending && left >= 0 && draft.text.trim() !== '';

  const write = (text: string) => {
    keepDraft(replyToId, text);
    setProblem(null);
  };
  const send = async () => {
    setSending(true);
    setProblem(null);
    try {
      const post = await publish(draft, replyToId);
      toast(replyTo === undefined ? m.compose.sent() : m.compose.replySent(), {
        label: m.compose.view(),
        act: () => go(addressOf(post)),
      });
      onDone?.();
    } catch (error) {
      setProblem(m.compose.kept({ reason: told(problemOf(error)) }));
    } finally {
      setSending(false);
    }
  };

  return (
    <form
      class="composer"
      onSubmit={(event) => {
        event.preventDefault();
        if (sendable) void send();
      }}
    >
      <OwnAvatar />
      <Field
        text={draft.text}
        focused={focused}
        hint={hint}
        placeholder={replyTo === undefined ? m.compose.label() : m.compose.replyPlaceholder()}
        disabled={sending}
        onText={write}
        onSend={() => sendable && void send()}
      />
      <div class="composer-foot">
        {problem !== null && (
          <p class="problem" role="alert">
            {problem}
          </p>
        )}
        <span class="composer-space" />
        <Remaining id={hint} left={left} />
        <button class="button" type="submit" disabled={!sendable}>
          {sending ? m.compose.posting() : replyTo === undefined ? m.compose.post() : m.compose.reply()}
        </button>
      </div>
    </form>
  );
}

function OwnAvatar() {
  const now = session();
  if (now === null) return null;
  return <Avatar of={{ id: now.userId, displayName: now.displayName, avatarUrl: null }} />;
}

interface FieldProps {
  readonly text: string;
  readonly focused: boolean;
  readonly hint: string;
  readonly placeholder: string;
  readonly disabled: boolean;
  readonly onText: (text: string) => void;
  readonly onSend: () => void;
}

function Field({ text, focused, hint, placeholder, disabled, onText, onSend }: FieldProps) {
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    if (focused) field.current?.focus();
  }, [focused]);
  useLayoutEffect(() => grow(field.current), [text]);
  return (
    <textarea
      ref={field}
      class="composer-field"
      rows={1}
      dir="auto"
      aria-label={m.compose.label()}
      aria-describedby={hint}
      placeholder={placeholder}
      value={text}
      readOnly={disabled}
      onInput={(event) => onText(event.currentTarget.value)}
      onKeyDown={(event) => {
        // An input method uses the same keys while it composes.
        if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && !event.isComposing) onSend();
      }}
    />
  );
}

/** As high as its text. */
function grow(field: HTMLTextAreaElement | null): void {
  if (field === null || CSS.supports('field-sizing', 'content')) return;
  field.style.blockSize = 'auto';
  field.style.blockSize = `${field.scrollHeight}px`;
}
