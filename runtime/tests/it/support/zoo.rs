//! A client in the shape of a generated one.

use posthaste_runtime::{
    ApiInfo, Client, ClientBuilder, ErrorResponse, File, Operation, Place, Request, Retries,
    Scheme, Server, api_error, call, record,
};

pub static API: ApiInfo = ApiInfo::new("zoo-client", "1.0.0")
    .servers(&[Server::new("baseUrl", "https://zoo.invalid/v2")])
    .schemes(&[
        Scheme::Bearer { prefix: "Bearer" },
        Scheme::ApiKey {
            name: "api_key",
            place: Place::Query,
            prefix: "",
        },
        Scheme::Basic,
        Scheme::Digest,
        Scheme::ApiKey {
            name: "X-App-Key",
            place: Place::Header,
            prefix: "",
        },
    ]);

#[derive(Debug, Clone)]
pub struct Zoo {
    runtime: Client,
}

impl From<Client> for Zoo {
    fn from(runtime: Client) -> Zoo {
        Zoo { runtime }
    }
}

impl Zoo {
    pub fn builder() -> ClientBuilder<Zoo> {
        ClientBuilder::new(&API)
    }

    /// A client of a server, with a token, that sends everything once.
    pub fn at(server: &super::Server) -> Zoo {
        Zoo::builder()
            .base_url(&server.url)
            .bearer("t0ken")
            .retries(Retries::none())
            .build()
            .expect("a client")
    }

    pub fn request(&self, operation: &'static Operation) -> Request {
        self.runtime.request(operation)
    }

    pub fn rename(&self, animal: &str, name: &str) -> Rename {
        let mut request = self.request(&RENAME);
        request.path("animalId", &animal);
        request.part("name", &name);
        Rename(request)
    }

    pub fn get(&self, animal: &str) -> GetAnimal {
        let mut request = self.request(&GET);
        request.path("animalId", &animal);
        GetAnimal(request)
    }

    pub fn list(&self) -> ListAnimals {
        ListAnimals(self.request(&LIST))
    }

    pub fn upload(&self, picture: File) -> Upload {
        let mut request = self.request(&UPLOAD);
        request.part("title", &"A \"title\"\r\nin two lines");
        request.part_file("file", picture);
        Upload(request)
    }
}

pub static RENAME: Operation = Operation::new("PUT", "/animals/{animalId}/name")
    .name("Rename")
    .secured(0)
    .success(&[204]);
pub static GET: Operation = Operation::new("GET", "/animals/{animalId}")
    .secured(0)
    .success(&[200]);
pub static LIST: Operation = Operation::new("GET", "/animals").success(&[200]);
pub static UPLOAD: Operation = Operation::new("POST", "/pictures")
    .secured(0)
    .success(&[201]);
pub static WITH_KEY: Operation = Operation::new("GET", "/key?api_key=old&fixed=1").secured(1);
pub static WITH_LOGIN: Operation = Operation::new("GET", "/login").secured_by(&[&[2], &[3]]);
pub static WITH_DIGEST: Operation = Operation::new("POST", "/digest").secured(3);
pub static WITH_TOKEN: Operation = Operation::new("GET", "/token").secured(0);
pub static WITH_APP_KEY: Operation = Operation::new("GET", "/app").secured(4);
pub static DOWNLOAD: Operation = Operation::new("GET", "/download").success(&[302]);

#[must_use]
pub struct Rename(Request);
call!(nothing Rename(RenameError));

#[must_use]
pub struct GetAnimal(Request);
call!(json GetAnimal(Animal, ErrorResponse));

#[must_use]
pub struct Upload(Request);
call!(nothing Upload(ErrorResponse));

#[must_use]
pub struct ListAnimals(Request);
call!(json ListAnimals(Vec<Animal>, ErrorResponse));

impl ListAnimals {
    pub fn page_size(mut self, page_size: i64) -> Self {
        self.0.query("page_size", &page_size);
        self
    }

    pub fn search(mut self, search: &str) -> Self {
        self.0.query("q", &search);
        self
    }
}

#[non_exhaustive]
pub enum RenameError {
    BadRequest300(ErrorResponse),
    NotFound1001(ErrorResponse),
    BadRequest(ErrorResponse),
    NotFound(ErrorResponse),
    Other(ErrorResponse),
}
api_error!(cases RenameError(
    BadRequest300(400, "300"),
    NotFound1001(404, "1001"),
    BadRequest(400),
    NotFound(404)
));

#[derive(Clone, Default, PartialEq)]
pub struct Animal {
    pub id: Option<String>,
    pub legs: Option<i64>,
    pub young: Vec<Animal>,
}
record!(read write Animal(id, legs, young));
