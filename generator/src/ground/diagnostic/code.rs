//! The catalogue: every code that a run may report, with what it means.
//!
//! Ranges, so that a code shows its room: 00xx sources and the command, 01xx the shape of a document,
//! 02xx URLs, parameters and headers, 03xx bodies, 04xx auth and secrets, 05xx names, 06xx evidence,
//! 07xx settings and output.

use std::fmt;

use super::Severity;

macro_rules! catalogue {
    ($($(#[doc = $doc:literal])+ $name:ident = $number:literal, $severity:ident, $title:literal;)+) => {
        /// One entry of the catalogue, printed as `PH0012`.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code {
            $($(#[doc = $doc])+ $name,)+
        }

        impl Code {
            /// Every code, in order.
            pub const ALL: &'static [Code] = &[$(Code::$name,)+];

            /// Its number: `12` for `PH0012`.
            pub fn number(self) -> u16 {
                match self { $(Self::$name => $number,)+ }
            }

            /// How much it matters.
            pub fn severity(self) -> Severity {
                match self { $(Self::$name => Severity::$severity,)+ }
            }

            /// A few words that name it.
            pub fn title(self) -> &'static str {
                match self { $(Self::$name => $title,)+ }
            }

            /// What it means and what to do, as `posthaste explain` prints it.
            pub fn explanation(self) -> &'static str {
                match self { $(Self::$name => concat!($($doc, "\n"),+),)+ }
            }
        }
    };
}

catalogue! {
    /// The file could not be read: it is missing, is a directory without a collection in it, or the
    /// system refused. Check the path.
    Unreadable = 1, Error, "unreadable input";
    /// The file holds no bytes. Export the collection again.
    EmptyInput = 2, Error, "empty input";
    /// The file is neither JSON nor YAML. The message names what it looks like instead, and the place where
    /// reading stopped.
    NotJson = 3, Error, "neither JSON nor YAML";
    /// The file is JSON or YAML, but neither a collection, a folder, an item nor a request.
    UnknownDocument = 4, Error, "unknown kind of document";
    /// The document is of a kind that this version does not read yet. Postman imports most of them, and
    /// exports them as a collection.
    UnsupportedDocument = 5, Error, "unsupported kind of document";
    /// The document nests deeper, or one of its strings is longer, than any real one does. Check whether it is
    /// what you meant to pass.
    LimitExceeded = 6, Error, "limit exceeded";
    /// An object names one key twice; the last one counts, as it does for Postman. Take the others out.
    DuplicateKey = 7, Warning, "key repeated";
    /// The inputs were read, and no operation came of them. `posthaste inspect` lists what was seen and
    /// why nothing could be made of it.
    NoOperations = 8, Error, "nothing to generate";
    /// No item has the name, the `folder / item` path or the `METHOD /path` that was asked for.
    UnknownItem = 9, Error, "unknown item";
    /// Several items answer to what was asked for. Name one by its folders or by its method and path.
    AmbiguousItem = 10, Error, "ambiguous item";
    /// A text of the document holds half a character (`\ud83d` without its other half), which nothing can
    /// send. It is read as the replacement character.
    HalfCharacter = 20, Warning, "half a character";
    /// A number of the document is larger than a double can hold (`1e999`), so that no program can compute with
    /// it. It is read as `null`.
    NumberTooLarge = 21, Warning, "number beyond a double";
    /// The document names nothing by itself, so a name was made from the file's.
    Unnamed = 100, Info, "unnamed collection";
    /// A value has another shape than Postman knows; it was read as well as possible, or left out.
    WrongShape = 102, Warning, "unexpected shape";
    /// An entry holds both items and a request. Postman shows it as a folder, and so do we.
    FolderWithRequest = 103, Warning, "folder with a request";
    /// A header or a variable has no name, so there is nothing to call it by. Name it, or take it out.
    Nameless = 104, Warning, "entry without a name";
    /// The request speaks another protocol (WebSocket, gRPC, MQTT), which an HTTP client cannot. It was
    /// left out.
    OtherProtocol = 105, Warning, "request of another protocol";
    /// The parts of a URL count for Postman, not its `raw` text, and here the text says more than the
    /// parts. Edit the URL in Postman once and save it, and both agree again.
    RawUrlDiffers = 106, Warning, "URL text says more than its parts";
    /// The request names no URL, so there is nothing to call. Give it one, or take the item out.
    MissingUrl = 200, Warning, "request without URL";
    /// The method is not a word that HTTP allows: usually a template that nothing fills.
    BadMethod = 201, Warning, "no HTTP method";
    /// A header's name or value cannot be sent as it stands; Postman refuses it too.
    BadHeader = 202, Warning, "header that cannot be sent";
    /// A path variable is declared and stands nowhere in the path. Take it out, or mend the path.
    UnusedPathVariable = 203, Warning, "unused path variable";
    /// A segment such as `:a:b` reads like two variables and is one: for Postman a name ends only at a
    /// dot.
    OddPathVariable = 204, Warning, "odd path variable";
    /// Variables that name each other have no value; Postman sends one of their templates as it stands.
    VariableCircle = 205, Warning, "variables in a circle";
    /// Nothing says where the API is served, so the client has no default base URL. Hand in the
    /// environment that sets the variable, or let callers set the base URL.
    UnknownBase = 206, Info, "base without a value";
    /// The base variable holds a query. Its pairs are sent with every call.
    BaseWithQuery = 207, Warning, "base with a query";
    /// A query pair or a form field has a value and no key, so a client has no name for it.
    PairWithoutKey = 208, Warning, "pair without a key";
    /// The name of a parameter is a template without a value, so a client has no name for it.
    TemplateKey = 209, Warning, "template as a key";
    /// Several items are one operation, because method, path and the shape of the body are equal. They
    /// are its examples.
    Joined = 210, Info, "items joined";
    /// An operation of a later input took the place of an earlier one of equal method and path.
    Replaced = 211, Info, "operation replaced";
    /// A variable says where a request goes, and nothing gives it a value. Set it with `--var`, or hand in
    /// the environment that does with `--env`.
    UnsetVariable = 212, Error, "variable without a value";
    /// A variable holds others several times over, and they others, so that its value would be longer than
    /// anybody sends. It is left as it stands; shorten the chain.
    VariableGrowth = 220, Warning, "variables that multiply";
    /// The base of a URL is none that an HTTP client can call: another scheme, or a host that is none.
    /// Callers have to give the base.
    UnusableBase = 221, Warning, "base that cannot be called";
    /// The request carries a body that Postman does not send with its method.
    PrunedBody = 300, Info, "body left out";
    /// A body is called JSON and cannot be read as such, so callers have to give any JSON value.
    BodyNotJson = 301, Warning, "body that is no JSON";
    /// A GraphQL document holds a template without a value. It cannot be sent as it stands, so callers
    /// write the document themselves.
    OpenDocument = 302, Warning, "GraphQL document with templates";
    /// The GraphQL variables are no JSON; their types come from the document's declarations alone.
    BadVariables = 303, Warning, "GraphQL variables that are no JSON";
    /// The client cannot sign requests in this way by itself. Give it a credentials hook.
    CustomAuth = 400, Warning, "auth that needs a hook";
    /// The kind of auth is none that Postman knows. Postman sends nothing for it, and neither does the
    /// client.
    UnknownAuth = 401, Warning, "unknown kind of auth";
    /// A value looks like a credential that works. It reaches no output, but whoever has the collection
    /// has it too.
    RealSecret = 402, Warning, "credential in the source";
    /// `auth` of an item stands beside its request instead of inside it; Postman ignores it there.
    MisplacedAuth = 403, Warning, "misplaced auth";
    /// An `auth` member states no type, or a place where Postman puts no credentials. The message says how
    /// it was read; state it in the collection if that is not what is meant.
    OddAuth = 420, Warning, "odd auth";
    /// Items that are one operation state different auth. The operation proves itself as the first of them
    /// does that has any; give one item a path or a body of its own to call it otherwise.
    AuthDiffers = 421, Warning, "joined items of different auth";
    /// A response's name has exactly the length at which converters cut names; what it says of error
    /// codes may be incomplete. The vendor's own documentation has the rest.
    NameCut = 601, Info, "name cut short";
    /// An operation takes a page token, but its response has no list, or several and none with a usual
    /// name. Name the list in the profile (`[pagination] items_fields`).
    PageItemsUnclear = 602, Info, "items of a page unclear";
    /// A `GET` shows a JSON body under `204` or `205`, which carry none. The operation answers that body, as
    /// if it stood under `200`; mend the saved response's status.
    BodyUnderNoContent = 603, Info, "body under a status without one";
    /// `posthaste.toml` or a profile has a key or a value that means nothing. The message names it and
    /// the help the nearest right one.
    BadSettings = 701, Error, "bad settings";
    /// A command was given no input and found no `posthaste.toml` in the working directory or above it.
    NoSettings = 702, Error, "no settings";
    /// A file of the output could not be written. It is unchanged; the last line says what is in the output
    /// folder. Remove the cause and run again.
    Unwritable = 703, Error, "cannot write";
    /// The output folder, a file in it, or a file beside it that is to be written, was not made by a run of posthaste
    /// and is not overwritten; a link is never written through.
    ForeignFiles = 704, Error, "somebody else's files";
    /// The code that was made of the API is not Rust: a mistake in Posthaste. Please report it with the
    /// collection's item that the message leads to.
    NotRust = 705, Error, "generated code is not Rust";
    /// A line of `names.lock` cannot be read, or names something twice: usually a merge that went wrong. Mend
    /// the line; deleting the whole file has everything named anew. A file that holds nothing lost its bytes with the
    /// power: restore it from version control.
    BadLock = 706, Error, "unreadable names.lock";
    /// A generated file was edited since it was generated, and a run would overwrite the edit. Move it
    /// into the crate's folder `src/ext`, which is kept and compiled, or into the profile; then overwrite
    /// with `--force`.
    HandEdited = 707, Error, "edited by hand";
    /// The file is no OpenAPI Overlay of version 1, or one of its actions cannot be carried out.
    BadOverlay = 708, Error, "unusable overlay";
    /// A correction finds nothing to correct: the input has moved on, or the correction was never right.
    /// Take it out, or mend its target.
    Unmatched = 709, Error, "correction without a target";
    /// `names.lock` held nothing, as after a loss of power, and `--force` had everything named anew: names may be
    /// others than before. Restore the file from version control to keep them.
    NamedAnew = 710, Warning, "names given anew";
    /// Overlays remove every request of an input, which nobody writes on purpose: the target of an action finds
    /// more than was meant.
    Emptied = 711, Error, "overlay that leaves no request";
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PH{:04}", self.number())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_ascend() {
        let numbers: Vec<u16> = Code::ALL.iter().map(|code| code.number()).collect();
        assert!(
            numbers.windows(2).all(|pair| pair[0] < pair[1]),
            "{numbers:?}"
        );
    }
}
