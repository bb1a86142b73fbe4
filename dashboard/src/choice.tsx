import { Button } from 'react-aria-components/Button';
import { Label } from 'react-aria-components/Label';
import { ListBox, ListBoxItem } from 'react-aria-components/ListBox';
import { Popover } from 'react-aria-components/Popover';
import { Select, SelectValue } from 'react-aria-components/Select';

interface ChoiceProps {
  readonly label: string;
  readonly value: string;
  /** Key and text of each. */
  readonly options: readonly (readonly [string, string])[];
  readonly choose: (key: string) => void;
}

/** One of several. */
export function Choice({ label, value, options, choose }: ChoiceProps) {
  return (
    <Select className="choice" value={value} onChange={(key) => choose(String(key))}>
      <Label>{label}</Label>
      <Button>
        <SelectValue />
        <span aria-hidden="true">▾</span>
      </Button>
      <Popover className="choices">
        <ListBox>
          {options.map(([key, text]) => (
            <ListBoxItem key={key} id={key} textValue={text}>
              {text}
            </ListBoxItem>
          ))}
        </ListBox>
      </Popover>
    </Select>
  );
}
