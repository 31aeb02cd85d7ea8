import classes from './failures.module.css';

/** A text on one line; what does not fit is read by hovering. */
export function Whole({ text }: { text: string }) {
  return (
    <span className={classes.oneLine} title={text}>
      {text}
    </span>
  );
}
