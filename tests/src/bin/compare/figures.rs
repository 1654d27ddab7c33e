//! What was measured, kept between runs so that a stage can be measured by itself.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use posthaste_tests::shared::root;

use super::measure::Usage;

/// A figure, or why there is none.
pub(crate) type Figure = Result<f64, String>;

/// Figures by document, tool and measure.
#[derive(Debug, Default)]
pub(crate) struct Figures {
    all: BTreeMap<[String; 3], Figure>,
    /// Those of this run: another one beside it may measure another stage.
    fresh: BTreeMap<[String; 3], Figure>,
}

impl Figures {
    /// The figures of earlier runs; none where there were none.
    pub(crate) fn load() -> Self {
        let text = fs::read_to_string(path()).unwrap_or_default();
        let row = |line: &str| {
            let mut cells = line.split('\t').map(str::to_owned);
            let key = [cells.next()?, cells.next()?, cells.next()?];
            let (kind, value) = (cells.next()?, cells.next()?);
            let figure = match kind.as_str() {
                "ok" => Ok(value.parse().ok()?),
                _ => Err(value),
            };
            Some((key, figure))
        };
        Self {
            all: text.lines().filter_map(row).collect(),
            fresh: BTreeMap::new(),
        }
    }

    /// Keeps them for the next run.
    pub(crate) fn save(&self) {
        let mut text = String::new();
        let mut all = Self::load().all;
        all.extend(self.fresh.clone());
        for ([document, tool, measure], figure) in &all {
            let (kind, value) = match figure {
                Ok(value) => ("ok", value.to_string()),
                Err(why) => ("fails", why.replace(['\t', '\n'], " ")),
            };
            text.push_str(&format!("{document}\t{tool}\t{measure}\t{kind}\t{value}\n"));
        }
        let next = path().with_extension(std::process::id().to_string());
        let kept = fs::write(&next, text).and_then(|()| fs::rename(&next, path()));
        if let Err(error) = kept {
            eprintln!("{}: {error}", path().display());
        }
    }

    pub(crate) fn set(&mut self, document: &str, tool: &str, measure: &str, figure: Figure) {
        let key = [document, tool, measure].map(str::to_owned);
        self.all.insert(key.clone(), figure.clone());
        self.fresh.insert(key, figure);
    }

    /// CPU seconds and memory of a stage.
    pub(crate) fn set_usage(
        &mut self,
        document: &str,
        tool: &str,
        stage: &str,
        usage: Result<Usage, String>,
    ) {
        let (cpu, memory) = (format!("{stage} cpu"), format!("{stage} memory"));
        self.set(
            document,
            tool,
            &memory,
            usage.clone().map(|usage| usage.memory),
        );
        self.set(document, tool, &cpu, usage.map(|usage| usage.cpu));
    }

    pub(crate) fn get(&self, document: &str, tool: &str, measure: &str) -> Option<&Figure> {
        self.all.get(&[document, tool, measure].map(str::to_owned))
    }

    /// The figure, if there is one.
    pub(crate) fn value(&self, document: &str, tool: &str, measure: &str) -> Option<f64> {
        self.get(document, tool, measure)?.as_ref().ok().copied()
    }
}

fn path() -> PathBuf {
    root().join("target/compare/figures.tsv")
}
