//! A client in the shape of a generated one.

use posthaste_runtime::{
    ApiInfo, Client, ClientBuilder, ErrorResponse, File, Mismatch, Object, Operation, Place, Read,
    Request, Retries, Scheme, Server, Source, Write, api_error, call, calls, encode,
};

pub static API: ApiInfo = ApiInfo::new("zoo-client", "1.0.0")
    .servers(&[Server::new("baseUrl", "https://zoo.invalid/v2")])
    .schemes(&[
        Scheme::Bearer { prefix: "Bearer" },
        Scheme::ApiKey {
            name: "api_key",
            place: Place::Query,
        },
        Scheme::Basic,
        Scheme::Digest,
        Scheme::ApiKey {
            name: "X-App-Key",
            place: Place::Header,
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

    pub fn request(&self, operation: &'static Operation) -> Request<'_> {
        self.runtime.request(operation)
    }

    pub fn rename(&self, animal: &str, name: &str) -> Call<'_, (), RenameError> {
        Call::for_nothing(
            self.request(&RENAME)
                .path("animalId", &animal)
                .part("name", &name),
        )
    }

    pub fn get(&self, animal: &str) -> Call<'_, Animal, ErrorResponse> {
        Call::for_json(self.request(&GET).path("animalId", &animal))
    }

    pub fn list(&self) -> ListAnimals<'_> {
        Call::for_json(self.request(&LIST))
    }

    pub fn upload(&self, picture: File) -> Call<'_, (), ErrorResponse> {
        let request = self
            .request(&UPLOAD)
            .part("title", &"A \"title\"\r\nin two lines");
        Call::for_nothing(request.part_file("file", picture))
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
pub static WITH_LOGIN: Operation = Operation::new("GET", "/login").secured_by_any(&[2, 3]);
pub static WITH_DIGEST: Operation = Operation::new("POST", "/digest").secured(3);
pub static WITH_TOKEN: Operation = Operation::new("GET", "/token").secured(0);
pub static WITH_APP_KEY: Operation = Operation::new("GET", "/app").secured(4);
pub static DOWNLOAD: Operation = Operation::new("GET", "/download").success(&[302]);

calls!(Call);

call! {
    pub type ListAnimals = Call<Vec<Animal>, ErrorResponse> {
        page_size: i64 => query("page_size", &page_size),
        search: &str => query("q", &search),
    }
}

api_error! {
    pub enum RenameError {
        BadRequest300 = (400, "300"),
        NotFound1001 = (404, "1001"),
        BadRequest = (400),
        NotFound = (404),
    }
}

#[derive(Debug, Clone, Default, PartialEq)]
pub struct Animal {
    pub id: Option<String>,
    pub legs: Option<i64>,
    pub young: Vec<Animal>,
}

impl Read for Animal {
    fn read(&mut self, source: Source<'_>) -> Result<(), Mismatch> {
        let Self { id, legs, young } = self;
        source.fill(&["id", "legs", "young"], &mut [id, legs, young])
    }
}

impl Write for Animal {
    fn write(&self, object: &mut Object) {
        object.put("id", &self.id);
        object.put("legs", &self.legs);
        object.put("young", &self.young);
    }
}
encode!(Animal);
