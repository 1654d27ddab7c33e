//! `posthaste explain`.

use super::terminal::Terminal;
use super::{Exit, Outcome};
use crate::ground::diagnostic::Code;

#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  posthaste explain PH0003
  posthaste explain                   every code with its title

Exit codes: 0 done, 2 no such code")]
pub(super) struct Args {
    /// A code as a diagnostic prints it
    #[arg(value_name = "CODE")]
    code: Option<String>,
}

/// How many codes are suggested for an unknown one.
const SUGGESTED: usize = 5;

pub(super) fn run(args: &Args, terminal: &Terminal) -> Outcome {
    let Some(asked) = &args.code else {
        for code in Code::ALL {
            let severity = code.severity().as_str();
            terminal.print(&format!("{code}  {severity:<8}{}\n", code.title()));
        }
        return Ok(Exit::Done);
    };
    let digits = asked.trim_start_matches(|c: char| c.is_ascii_alphabetic());
    let number = digits.parse::<u16>().ok();
    if let Some(code) = Code::ALL.iter().find(|code| Some(code.number()) == number) {
        let lines = code.explanation().lines().map(str::trim);
        let text = lines.fold(String::new(), |text, line| text + line + "\n");
        let (severity, title) = (code.severity(), code.title());
        terminal.print(&format!("{code} ({severity}): {title}\n\n{text}"));
        return Ok(Exit::Done);
    }
    let suggested = match number {
        Some(number) => codes_near(number),
        None => codes_about(asked),
    };
    let list = suggested
        .iter()
        .map(|code| format!("\n  {code}  {}", code.title()));
    let help = match list.len() {
        0 => "; `posthaste explain` lists all".to_owned(),
        _ => format!("; similar codes are:{}", list.collect::<String>()),
    };
    Err(terminal.print_error(&format!("there is no code `{asked}`{help}")))
}

/// The codes of the number's hundred that are nearest to it, in order.
fn codes_near(number: u16) -> Vec<Code> {
    let hundred = |code: &Code| code.number() / 100 == number / 100;
    let mut codes: Vec<Code> = Code::ALL.iter().copied().filter(hundred).collect();
    codes.sort_by_key(|code| code.number().abs_diff(number));
    codes.truncate(SUGGESTED);
    codes.sort();
    codes
}

/// The first codes whose titles contain a word of the text.
fn codes_about(text: &str) -> Vec<Code> {
    let text = text.to_lowercase();
    let has_word = |code: &Code| {
        let mut words = text.split_whitespace();
        words.any(|word| code.title().contains(word))
    };
    let codes = Code::ALL.iter().copied();
    codes.filter(has_word).take(SUGGESTED).collect()
}
