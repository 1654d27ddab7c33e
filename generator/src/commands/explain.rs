//! `posthaste explain PH0012`.

use super::args::Explain;
use super::terminal::Terminal;
use super::{DONE, Exit, MISUSED};
use crate::ground::diagnostic::Code;

pub(super) fn run(args: &Explain, terminal: &Terminal) -> Exit {
    let Some(wanted) = &args.code else {
        for code in Code::ALL {
            terminal.print(&format!(
                "{code}  {:<8}{}\n",
                code.severity().as_str(),
                code.title()
            ));
        }
        return DONE;
    };
    let digits = wanted.trim_start_matches(|c: char| c.is_ascii_alphabetic());
    let number = digits.parse::<u16>().ok();
    match Code::ALL.iter().find(|code| Some(code.number()) == number) {
        Some(code) => {
            let text: String = code
                .explanation()
                .lines()
                .map(|line| format!("{}\n", line.trim()))
                .collect();
            terminal.print(&format!(
                "{code} ({}): {}\n\n{text}",
                code.severity(),
                code.title()
            ));
            DONE
        }
        None => {
            let near: Vec<String> = near(wanted, number)
                .into_iter()
                .map(|code| format!("\n  {code}  {}", code.title()))
                .collect();
            let help = match near.is_empty() {
                true => "; `posthaste explain` lists all".to_owned(),
                false => format!("; near it are:{}", near.concat()),
            };
            terminal.fail(&format!("there is no code `{wanted}`{help}"));
            MISUSED
        }
    }
}

/// Up to five codes: the nearest numbers of its range, or those whose titles have a word of it.
fn near(wanted: &str, number: Option<u16>) -> Vec<Code> {
    let all = Code::ALL.iter().copied();
    let mut near: Vec<Code> = match number {
        Some(number) => all
            .filter(|code| code.number() / 100 == number / 100)
            .collect(),
        None => {
            let wanted = wanted.to_lowercase();
            all.filter(|code| {
                wanted
                    .split_whitespace()
                    .any(|word| code.title().contains(word))
            })
            .collect()
        }
    };
    if let Some(number) = number {
        near.sort_by_key(|code| code.number().abs_diff(number));
    }
    near.truncate(5);
    near.sort();
    near
}
