import { TextInput } from '@mantine/core';
import { useText } from '../../../locales/use-text.ts';
import classes from './edit.module.css';
import { momentPlaceOf } from './moment-place.ts';
import { readMoment, withDate, withTime } from './moment-text.ts';

type MomentInputProps = {
  label: string;
  format: string;
  dataType: string | null;
  value: string;
  onChange: (value: string) => void;
};

const zoneOf = (local: Date) => -local.getTimezoneOffset();

/** A date or time as the message writes it, with a calendar and a clock that keep its precision and zone. */
export function MomentInput({ label, format, dataType, value, onChange }: MomentInputProps) {
  const text = useText();
  const place = momentPlaceOf(format, dataType);
  const moment = readMoment(value, place.style, place.sort);
  const { year = '', month = '', day = '', hour = '', minute = '', second = '' } = moment ?? {};
  const hasDay = year !== '' && month !== '' && day !== '';
  return (
    <>
      <TextInput
        label={label}
        description={text(`edit.moment.${place.style}.${place.sort}`)}
        size="xs"
        className={classes.mono ?? ''}
        data-autofocus
        autoFocus
        spellCheck={false}
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
      <div className={classes.moment}>
        {place.sort === 'time' ? null : (
          <TextInput
            type="date"
            size="xs"
            label={text('edit.moment.date')}
            max="9999-12-31"
            value={hasDay ? `${year}-${month}-${day}` : ''}
            onChange={(event) => {
              if (event.currentTarget.value !== '') onChange(withDate(value, place, event.currentTarget.value));
            }}
          />
        )}
        {place.sort === 'date' ? null : (
          <TextInput
            type="time"
            step={1}
            size="xs"
            label={text('edit.moment.time')}
            disabled={place.sort === 'both' && !hasDay}
            value={hour === '' ? '' : [hour, minute || '00', second || '00'].join(':')}
            onChange={(event) => {
              const time = event.currentTarget.value;
              if (time !== '') onChange(withTime(value, place, { time, zoneOf }));
            }}
          />
        )}
      </div>
    </>
  );
}
