//! `posthaste explain PH0012`.

use super::args::Explain;
use super::terminal::Terminal;
use super::{DONE, Exit, MISUSED};
use crate::diagnostic::{Code, nearest};

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
            let all: Vec<String> = Code::ALL.iter().map(ToString::to_string).collect();
            let meant = nearest(wanted, all.iter().map(String::as_str));
            let help = meant.map_or_else(String::new, |code| format!(", did you mean {code}?"));
            terminal.fail(&format!("there is no code `{wanted}`{help}"));
            MISUSED
        }
    }
}
