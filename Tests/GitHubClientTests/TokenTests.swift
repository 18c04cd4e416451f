import FileTrees
import FoundationEssentials
import Glibc
import TestSupport
import Testing

@testable import GitHubClient

@Suite struct TokenTests {
  @Test("however a token is printed, it does not show")
  func secrecy() throws {
    let token = try #require(Token(" ghp_secret \n"))
    var dumped = ""
    dump(token, to: &dumped)
    dump([("t", token)], to: &dumped)
    let texts = [
      "\(token)", String(describing: Optional(token)), String(reflecting: token), dumped, "\([token])",
    ]
    for text in texts { #expect(!text.contains("secret"), "\(text)") }
    #expect(token.authorization == "Bearer ghp_secret")
  }

  @Test("what could smuggle in another header is no token", arguments: ["a\r\nX: y", "a b", "", "\n", "é"])
  func shape(text: String) { #expect(Token(text) == nil) }

  @Test("a person's own token counts before the registry's, in the order that the documentation gives")
  func order() throws {
    let folder = try TemporaryFolder()
    var environment = ["XDG_CONFIG_HOME": folder.path, "MODELHUB_DEFAULT_TOKEN": "d"]
    func find() throws -> TokenSource? {
      try TokenSearch(environment: environment, asksGh: false).find()?.source
    }
    #expect(try find() == .registry("MODELHUB_DEFAULT_TOKEN"))
    #expect(try find()?.isPersonal == false)
    let file = try #require(CredentialFile(environment: environment))
    try file.keep(try #require(Token("f")), for: "github.com")
    #expect(try find() == .file(file.path))
    for name in ["GH_TOKEN", "GITHUB_TOKEN", "MODELHUB_GITHUB_TOKEN"] {
      environment[name] = "x"
      #expect(try find() == .variable(name))
    }
    environment["MODELHUB_GITHUB_TOKEN"] = ""
    #expect(try find() == .variable("GITHUB_TOKEN"))
    #expect(try TokenSearch(environment: [:], asksGh: false).find() == nil)
  }

  @Test("gh is asked for the token that it holds")
  func gh() throws {
    let folder = try TemporaryFolder()
    try folder.write(
      "#!/bin/sh\n[ \"$*\" = 'auth token --hostname github.com' ] && echo gh-token\n", to: "gh", mode: 0o755)
    let environment = ["PATH": "\(folder.path):/usr/bin:/bin", "HOME": folder.path]
    let found = try TokenSearch(environment: environment).find()
    #expect(found?.source == .gh)
    #expect(found?.token == Token("gh-token"))
  }

  @Test("the file of tokens is its owner's alone, keeps other hosts, and forgets what it should")
  func file() throws {
    let folder = try TemporaryFolder()
    let file = CredentialFile(path: folder.path + "/deep/er/credentials.json")
    try file.keep(try #require(Token("one")), for: "github.com")
    try file.keep(try #require(Token("two")), for: "ghe.example")
    try file.keep(try #require(Token("three")), for: "github.com")
    var status = stat()
    #expect(unsafe stat(file.path, &status) == 0)
    #expect(status.st_mode & 0o777 == 0o600)
    #expect(try file.token(for: "github.com") == Token("three"))
    #expect(try file.forget("github.com"))
    #expect(try !file.forget("github.com"))
    #expect(try file.token(for: "ghe.example") == Token("two"))
  }

  @Test("a file of tokens that others may read is refused")
  func exposed() throws {
    let folder = try TemporaryFolder()
    try folder.write(#"{"github.com": "x"}"#, to: "credentials.json", mode: 0o644)
    let error = #expect(throws: GitHubError.self) {
      try CredentialFile(path: folder.path + "/credentials.json").token(for: "github.com")
    }
    #expect(error?.description.contains("chmod 600") == true)
  }
}
