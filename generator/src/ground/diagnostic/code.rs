//! The catalogue of diagnostics: every code that a run may report, with its meaning.
//!
//! The first two digits of a number say what the code is about: 00 sources and the command, 01 the shape of a
//! document, 02 URLs, parameters and headers, 03 bodies, 04 authentication and secrets, 05 names, 06 what is inferred
//! from examples and prose, 07 settings and output.

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

            /// Its severity.
            pub fn severity(self) -> Severity {
                match self { $(Self::$name => Severity::$severity,)+ }
            }

            /// Its title: a few words.
            pub fn title(self) -> &'static str {
                match self { $(Self::$name => $title,)+ }
            }

            /// Its meaning and what to do about it, as `posthaste explain` prints them.
            pub fn explanation(self) -> &'static str {
                match self { $(Self::$name => concat!($($doc, "\n"),+),)+ }
            }
        }
    };
}

catalogue! {
    /// The file could not be read: it is missing, is a directory without a collection in it, or the system refused.
    /// Check the path.
    Unreadable = 1, Error, "unreadable input";
    /// The file is empty. Export the collection again.
    EmptyInput = 2, Error, "empty input";
    /// The file is neither JSON nor YAML. The message names the format that it seems to have, and the location at
    /// which reading stopped.
    NotJson = 3, Error, "neither JSON nor YAML";
    /// The file is JSON or YAML, but not a collection, a folder, an item or a request.
    UnknownDocument = 4, Error, "unknown kind of document";
    /// This version cannot read documents of this kind yet. Postman imports most of them, and exports them as a
    /// collection.
    UnsupportedDocument = 5, Error, "unsupported kind of document";
    /// The document is nested more deeply, or has a longer string, than any real document. Check whether it is the
    /// right file.
    LimitExceeded = 6, Error, "limit exceeded";
    /// An object has the same key twice. The last one is used, as in Postman. Remove the others.
    DuplicateKey = 7, Warning, "key repeated";
    /// The inputs were read, and no operation could be made from them. `posthaste inspect` lists what was read and
    /// why each request was skipped.
    NoOperations = 8, Error, "nothing to generate";
    /// No item has this name, `folder / item` path, or `METHOD /path`.
    UnknownItem = 9, Error, "unknown item";
    /// Several items have this name, path, or `METHOD /path`. Name one by its folders, or by its method and path.
    AmbiguousItem = 10, Error, "ambiguous item";
    /// A text of the document contains half of a surrogate pair (`\ud83d` without its other half), which cannot be
    /// sent. It is read as the replacement character.
    HalfCharacter = 20, Warning, "half a character";
    /// A number of the document is larger than a double can be (`1e999`). It is read as `null`.
    NumberTooLarge = 21, Warning, "number beyond a double";
    /// The document has no name, so it is named after the file.
    Unnamed = 100, Info, "unnamed collection";
    /// A value does not have the shape that Postman expects. It was read as well as possible, or left out.
    WrongShape = 102, Warning, "unexpected shape";
    /// An entry has both items and a request. It is read as a folder, as in Postman.
    FolderWithRequest = 103, Warning, "folder with a request";
    /// A header or a variable has no name, so no argument can be made from it. Name it, or remove it.
    Nameless = 104, Warning, "entry without a name";
    /// The request uses another protocol (WebSocket, gRPC, MQTT), which an HTTP client cannot send. It was left
    /// out.
    OtherProtocol = 105, Warning, "request of another protocol";
    /// Postman sends the parts of a URL and not its `raw` text, and here the text contains more than the parts.
    /// Edit the URL in Postman and save it, so that both agree again.
    RawUrlDiffers = 106, Warning, "URL text says more than its parts";
    /// A reference (`$ref`) has no target: nothing is at its place, it refers to itself, or it is to another file. What it
    /// stands for counts as any value, or is left out. Correct the reference.
    Unresolved = 110, Warning, "reference without a target";
    /// The request has no URL. Add one, or remove the item.
    MissingUrl = 200, Warning, "request without URL";
    /// HTTP does not allow this method. Usually it is a template without a value.
    BadMethod = 201, Warning, "no HTTP method";
    /// The name or the value of a header cannot be sent. Postman refuses it, too.
    BadHeader = 202, Warning, "header that cannot be sent";
    /// A path variable is declared, and the path does not contain it. Remove it, or correct the path.
    UnusedPathVariable = 203, Warning, "unused path variable";
    /// A segment such as `:a:b` looks like two variables and is one: in Postman, only a dot ends the name of a
    /// variable.
    OddPathVariable = 204, Warning, "odd path variable";
    /// Variables that refer to each other have no value. Postman sends the template of one of them unchanged.
    VariableCircle = 205, Warning, "variables in a circle";
    /// The base URL of the API is not in the input, so the client has no default base URL. Pass the environment
    /// that sets the variable, or let callers set the base URL.
    UnknownBase = 206, Info, "base without a value";
    /// The base variable contains a query. Its pairs are sent with every call.
    BaseWithQuery = 207, Warning, "base with a query";
    /// A query pair or a form field has a value and no key, so no argument can be made from it.
    PairWithoutKey = 208, Warning, "pair without a key";
    /// The name of a parameter is a template without a value, so no argument can be made from it.
    TemplateKey = 209, Warning, "template as a key";
    /// Several items became one operation, because their methods, paths and kinds of body are equal. Each is an
    /// example of the operation.
    Joined = 210, Info, "items joined";
    /// An operation of a later input replaced an earlier one with the same method and path.
    Replaced = 211, Info, "operation replaced";
    /// A variable in the URL has no value, so the request cannot be sent. Set it with `--var`, or pass an
    /// environment that sets it with `--env`.
    UnsetVariable = 212, Error, "variable without a value";
    /// The path has a parameter that the document does not declare. It is a required text. Declare it.
    UndeclaredParameter = 213, Warning, "undeclared path parameter";
    /// The parameter is in a place that no client fills, or that the client fills by itself. It was left out.
    UnsupportedParameter = 214, Warning, "parameter left out";
    /// The declaration of a parameter contradicts the specification, the path or another declaration. It was read as it is probably
    /// meant; the message says how.
    OddParameter = 215, Warning, "odd declaration of a parameter";
    /// A key among the responses is no status, no range such as `4XX`, and not `default`. The response was left out.
    BadStatus = 218, Warning, "response without a status";
    /// A variable contains others several times, and these contain further ones, so that its value would be longer
    /// than any real value. It is not replaced. Shorten the chain.
    VariableGrowth = 220, Warning, "variables that multiply";
    /// An HTTP client cannot call the base of a URL: its scheme is not HTTP, or its host is malformed. Callers have
    /// to set the base URL.
    UnusableBase = 221, Warning, "base that cannot be called";
    /// The URL of a server has a query or no scheme, or the default of one of its variables is not among its values. The
    /// message says how it was read. If that is wrong, correct the document.
    OddServer = 222, Warning, "odd server";
    /// The request has a body that Postman does not send with its method.
    PrunedBody = 300, Info, "body left out";
    /// A body is declared as JSON and is not valid JSON, so callers pass any JSON value. The same is reported
    /// of saved responses, which callers then get as text.
    BodyNotJson = 301, Warning, "body that is no JSON";
    /// A GraphQL document contains a template without a value. It cannot be sent, so callers pass the document
    /// themselves.
    OpenDocument = 302, Warning, "GraphQL document with templates";
    /// The GraphQL variables are not valid JSON. Their types come only from the declarations in the document.
    BadVariables = 303, Warning, "GraphQL variables that are no JSON";
    /// The client cannot sign requests in this way. Give it a credentials hook.
    CustomAuth = 400, Warning, "auth that needs a hook";
    /// Postman does not know this kind of auth. Postman sends nothing for it, and neither does the client.
    UnknownAuth = 401, Warning, "unknown kind of auth";
    /// A value looks like a real credential. It is not in the output, but everybody who has the collection has it.
    /// Of a JSON body, the message names the fields.
    RealSecret = 402, Warning, "credential in the source";
    /// `auth` is beside the request of an item instead of inside it. Postman ignores it there.
    MisplacedAuth = 403, Warning, "misplaced auth";
    /// A pre-request script computes a signature and sets headers or query keys. Clients do not run scripts, so their
    /// requests would go out unsigned. Give the client a credentials hook that signs each request.
    ScriptSigns = 404, Warning, "script that signs requests";
    /// An `auth` member has no type, or names a location in which Postman sends no credentials. The message says
    /// how it was read. If that is wrong, correct the collection.
    OddAuth = 420, Warning, "odd auth";
    /// Items that became one operation have different auth. The operation uses the auth of the first item that has
    /// any. To call an item with its own auth, give it another path or kind of body.
    AuthDiffers = 421, Warning, "joined items of different auth";
    /// The name of a response has exactly the length at which converters cut names off, so the error codes in it
    /// may be incomplete. See the vendor's own documentation.
    NameCut = 601, Info, "name cut short";
    /// An operation takes a page token, but its response has no list, or several lists and none with a usual name.
    /// Name the list in the profile (`[pagination] items_fields`).
    PageItemsUnclear = 602, Info, "items of a page unclear";
    /// A `GET` has a JSON body under `204` or `205`, which have no bodies. The operation returns the body as if the
    /// status were `200`. Correct the status of the saved response.
    BodyUnderNoContent = 603, Info, "body under a status without one";
    /// Two things would have the same name, and no word in the source differs between them, so that their names end in a
    /// number. Give them names of your own in `names.lock`; later runs keep them.
    NumberedName = 604, Warning, "name that ends in a number";
    /// The example of a response contradicts its schema. The declared type is used; decoding accepts a number that is
    /// written as a string, and a string that is written as a number. Correct whichever of the two is wrong.
    ExampleContradicts = 606, Info, "example that contradicts its schema";
    /// `posthaste.toml` or a profile has an unknown key or a malformed value. The message names it, and the help
    /// the most similar valid one.
    BadSettings = 701, Error, "bad settings";
    /// The command has no input, and there is no `posthaste.toml` in the working directory or above it.
    NoSettings = 702, Error, "no settings";
    /// A file of the output could not be written, and is unchanged. The last line says what the output folder
    /// contains now. Remove the cause and run again.
    Unwritable = 703, Error, "cannot write";
    /// The output folder, a file in it, or a file that is written beside it was not generated by posthaste, and is
    /// not overwritten. Links are never followed for writing.
    ForeignFiles = 704, Error, "somebody else's files";
    /// The generated code is not valid Rust. This is a mistake in Posthaste: please report it, with the item of the
    /// collection that the message names.
    NotRust = 705, Error, "generated code is not Rust";
    /// `names.lock` is not the TOML that Posthaste writes, or a name in it is not an identifier, usually after a merge.
    /// Correct it; without the file, everything gets new names. An empty file lost its contents in a loss of power:
    /// restore it from version control.
    BadLock = 706, Error, "unreadable names.lock";
    /// A generated file was edited, and a run would overwrite the edit. Move it into the crate's folder `src/ext`,
    /// which is user-owned, or into the profile; then overwrite with `--force`.
    HandEdited = 707, Error, "edited by hand";
    /// The file is not an OpenAPI Overlay of version 1, or one of its actions cannot be applied.
    BadOverlay = 708, Error, "unusable overlay";
    /// A correction, or a pattern of `only` or `skip`, matches nothing: the input has changed, or it was never right. Remove it,
    /// or correct its target.
    Unmatched = 709, Error, "correction without a target";
    /// `names.lock` was empty, as after a loss of power, and `--force` gave everything new names, which may differ
    /// from the earlier ones. Restore the file from version control to keep those.
    NamedAnew = 710, Warning, "names given anew";
    /// Overlays remove every request of an input, which is hardly intended: the target of an action matches too
    /// much.
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
