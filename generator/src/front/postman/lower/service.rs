//! Services: which of an item's folders, or which segment of its path, it is grouped by.

use std::collections::{BTreeMap, BTreeSet};

use crate::ground::diagnostic::Origin;
use crate::ground::title::Title;
use crate::ground::words::{is_preamble, letters_and_digits, shared_start};
use crate::model::api::{Service, ServiceId};

use super::super::model::{Collection, Folder};
use super::Lowering;
use super::group::Group;

/// From so many operations on, a folder is divided into the folders in it.
const MANY: usize = 60;

/// Up to so many operations, a folder holds those of inner folders whose names do not say which folder they are in.
const FEW: usize = 40;

/// Words that say what kind of text a folder holds.
const SILENT: [&str; 14] = [
    "api",
    "apis",
    "apireference",
    "apireferences",
    "docs",
    "documentation",
    "endpoint",
    "endpoints",
    "reference",
    "references",
    "rest",
    "restapi",
    "root",
    "untitled",
];

/// The folder that is an operation's service.
#[derive(Debug, Clone, Default)]
pub(super) struct Place<'c> {
    folder: Option<&'c Folder>,
    /// Its name, with those of folders around it where there are several of that name.
    name: String,
    /// How many segments of the path are before the one that is the service where no folder is.
    skipped: usize,
}

/// The places of all groups, in their order.
pub(super) fn places<'c>(groups: &[Group<'c>]) -> Vec<Place<'c>> {
    let tree = Tree::of(groups);
    let paths = groups.iter().map(|group| group.route().template.as_str());
    let skipped = shared_owner(groups.first(), shared_start(paths));
    let place = |group: &Group<'c>| {
        let folders = &group.lead().folders;
        match tree.service_index(group) {
            Some(level) => Place {
                folder: folders.get(level).copied(),
                name: tree.name(folders, level),
                skipped,
            },
            None => Place {
                skipped,
                ..Place::default()
            },
        }
    };
    groups.iter().map(place).collect()
}

/// How many segments all paths begin with, up to the last parameter among them: all is in one project.
fn shared_owner(first: Option<&Group<'_>>, shared: usize) -> usize {
    let path = first.map(|group| group.route().template.as_str());
    let segments = path.unwrap_or_default().split('/');
    let segments = segments.filter(|segment| !segment.is_empty()).take(shared);
    let parameters = segments
        .enumerate()
        .filter(|(_, segment)| segment.contains('{'));
    parameters.last().map_or(0, |(index, _)| index + 1)
}

/// A folder, known by the names of those around it and its own.
type Chain = Vec<String>;

/// The folders of a collection whose names have more words than versions and numbers (see [`named`]).
struct Tree {
    total: usize,
    /// How many operations are in each.
    counts: BTreeMap<Chain, usize>,
    /// How many operations are in folders of each that name something.
    inner: BTreeMap<Chain, usize>,
    /// The folders in which there is one of this name.
    parents: BTreeMap<String, BTreeSet<Chain>>,
}

impl Tree {
    fn of(groups: &[Group<'_>]) -> Self {
        let mut tree = Self {
            total: groups.len(),
            counts: BTreeMap::new(),
            inner: BTreeMap::new(),
            parents: BTreeMap::new(),
        };
        for group in groups {
            let names = named(&group.lead().folders, &group.lead().item.name);
            let letters: Chain = names.into_iter().map(|(_, letters)| letters).collect();
            for (index, name) in letters.iter().enumerate() {
                let (chain, parent) = (letters[..=index].to_vec(), letters[..index].to_vec());
                if index + 1 < letters.len() {
                    *tree.inner.entry(chain.clone()).or_default() += 1;
                }
                *tree.counts.entry(chain).or_default() += 1;
                tree.parents.entry(name.clone()).or_default().insert(parent);
            }
        }
        tree
    }

    fn count(&self, chain: &[String]) -> usize {
        self.counts.get(chain).copied().unwrap_or_default()
    }

    /// Whether a folder is divided: it holds nearly everything, or very much, and most of that in folders that name
    /// something.
    fn is_divided(&self, chain: &[String]) -> bool {
        let (count, inner) = (self.count(chain), self.inner.get(chain));
        inner.is_some_and(|inner| inner * 2 >= count) && (self.is_all(chain) || count > MANY)
    }

    fn is_all(&self, chain: &[String]) -> bool {
        self.count(chain) * 10 >= self.total * 9
    }

    fn is_ambiguous(&self, name: &str) -> bool {
        self.parents
            .get(name)
            .is_some_and(|parents| parents.len() > 1)
    }

    /// The index of the folder that is the service of a group: the outermost one that names something, or, where that is
    /// divided, one in it. Where the outermost one holds everything, folders that repeat the path are divided, too.
    fn service_index(&self, group: &Group<'_>) -> Option<usize> {
        let names = named(&group.lead().folders, &group.lead().item.name);
        let letters: Chain = names.iter().map(|(_, letters)| letters.clone()).collect();
        let segments: BTreeSet<String> = group
            .route()
            .literals
            .iter()
            .map(|literal| letters_and_digits(literal))
            .collect();
        let mut level = names.first()?.0;
        let mut repeats_path = begins_unnamed(&group.lead().folders) || self.is_all(&letters[..1]);
        for (depth, (index, name)) in names.iter().enumerate().skip(1) {
            let around = &letters[..depth];
            let repeated = segments.contains(name);
            if !(self.is_divided(around) || repeats_path && repeated) {
                break;
            }
            if self.is_ambiguous(name) && self.count(around) <= FEW {
                break;
            }
            repeats_path &= repeated || self.is_all(&letters[..=depth]);
            level = *index;
        }
        Some(level)
    }

    /// The name of a folder, with those of folders around it as far as another folder has the same.
    fn name(&self, folders: &[&Folder], level: usize) -> String {
        let names = named(&folders[..=level], "");
        let letters: Chain = names.iter().map(|(_, letters)| letters.clone()).collect();
        let is_alone = letters.last().is_none_or(|name| !self.is_ambiguous(name));
        if let Some(folder) = folders.get(level).filter(|_| is_alone) {
            return folder.name.clone();
        }
        let others = |length: usize| {
            let end = &letters[letters.len() - length..];
            let others = self.counts.keys().filter(|chain| **chain != letters);
            others.filter(|chain| chain.ends_with(end)).count()
        };
        let outer = (0..letters.len())
            .take_while(|depth| self.is_all(&letters[..=*depth]))
            .count();
        let most = letters.len() - outer.min(letters.len().saturating_sub(1));
        let length = (1..most)
            .find(|length| others(*length) == 0)
            .unwrap_or(most);
        let from = names.len().saturating_sub(length);
        let texts = names
            .iter()
            .skip(from)
            .filter_map(|(index, _)| folders.get(*index));
        let texts: Vec<&str> = texts.map(|folder| folder.name.trim()).collect();
        texts.join(" ")
    }
}

/// Whether the outermost folder has no name but a version or the like.
fn begins_unnamed(folders: &[&Folder]) -> bool {
    folders
        .first()
        .is_some_and(|folder| name_letters(&folder.name).is_none())
}

/// The folders that name something, by index, with the letters of their names. One that is called as the only item in it
/// is no group.
fn named(folders: &[&Folder], item: &str) -> Vec<(usize, String)> {
    let item = letters_and_digits(&Title::of(item).text);
    let names = folders.iter().enumerate().filter_map(|(index, folder)| {
        // A folder that is called as a path holds the requests of that path.
        let is_path = index > 0 && Title::of(&folder.name).text.starts_with('/');
        let letters = name_letters(&folder.name).filter(|_| !is_path)?;
        let is_item = folder.nodes.len() == 1 && letters == item;
        (!is_item).then_some((index, letters))
    });
    names.collect()
}

/// The letters of a folder's name; `None` where it is a parameter, a version, or says only what kind of text it holds.
fn name_letters(name: &str) -> Option<String> {
    let title = Title::of(name);
    let text = title.text.trim();
    let is_parameter = text.starts_with([':', '{', '<']) && !text.contains('/');
    let letters = letters_and_digits(text);
    let says = !is_parameter && !is_preamble(text) && !SILENT.contains(&letters.as_str());
    // A name of signs alone is still one.
    (says && !text.is_empty()).then_some(letters)
}

impl Lowering<'_> {
    /// The service of a group: the folder at its place, else the first literal segment of the path that is not a version or
    /// the like, else the collection.
    pub(super) fn service(
        &mut self,
        group: &Group<'_>,
        place: &Place<'_>,
        collection: &Collection,
    ) -> ServiceId {
        if let Some(folder) = place.folder {
            return self.named_service(&place.name, folder.description.as_ref(), &folder.origin);
        }
        let route = group.route();
        let before = route
            .template
            .split('/')
            .filter(|text| !text.is_empty())
            .take(place.skipped);
        let before = before.filter(|text| !text.contains('{')).count();
        let literals = route.literals.get(before..).unwrap_or_default();
        let subject = literals.iter().find(|segment| !is_preamble(segment));
        let name = subject
            .or(route.literals.first())
            .unwrap_or(&collection.name)
            .clone();
        self.named_service(&name, None, &group.lead().item.origin)
    }

    fn named_service(
        &mut self,
        name: &str,
        description: Option<&String>,
        origin: &Origin,
    ) -> ServiceId {
        // A folder `2. Credit Notes`, and `credit_notes` in the path of an item outside folders, are one group.
        let letters = letters_and_digits(&Title::of(name).text);
        let exact = self.groups.get(name);
        let alike = || self.groups_by_letters.get(&letters);
        let id = exact.or_else(alike).copied().unwrap_or_else(|| {
            let id = self.api.services.push(Service::new(name, origin.clone()));
            self.groups.insert(name.to_owned(), id);
            // A name without letters is like no other.
            if !letters.is_empty() {
                self.groups_by_letters.insert(letters, id);
            }
            id
        });
        if let Some(service) = self.api.services.get_mut(id) {
            service.description = service.description.take().or_else(|| description.cloned());
        }
        id
    }
}
