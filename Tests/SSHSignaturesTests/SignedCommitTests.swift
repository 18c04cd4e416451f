import ChildProcesses
import GitStore
import SSHSignatures
import TestSupport
import Testing

@Suite struct SignedCommitTests {
  /// Tells git whose signatures count.
  private func allow(_ pair: SSHKeyPair, in fixture: GitFixture) throws {
    try fixture.folder.write("ada@example.org \(pair.publicLine)\n", to: "allowed")
    try fixture.git("config", "gpg.format", "ssh")
    try fixture.git("config", "gpg.ssh.allowedSignersFile", "\(fixture.folder.path)/allowed")
  }

  @Test("git verifies the commits that we sign, and refuses them when a byte changes", arguments: KeyKind.all)
  func ours(kind: KeyKind) throws {
    let fixture = try GitFixture()
    let pair = try SSHKeyPair(kind.name, kind.options)
    try allow(pair, in: fixture)
    let repository = try Repository.open(at: fixture.path)
    let stamp = Stamp(Identity(name: "Ada", email: "ada@example.org"), seconds: 1_700_000_000)
    let draft = try CommitDraft(
      tree: .emptyTree, parents: [], author: stamp, committer: stamp, message: "Signed")
    let signature = try Signer(pair.path).sign(draft.payload).armored
    let id = try repository.createCommit(draft, signature: signature)
    let byGit = try fixture.tryGit("verify-commit", id.hex)
    #expect(byGit.status.isSuccess, "\(byGit.errorText)")
    #expect(byGit.errorText.contains("Good \"git\" signature for ada@example.org"))
    #expect(try fixture.complaints() == [])

    let forged = try CommitDraft(
      tree: .emptyTree, parents: [], author: stamp, committer: stamp, message: "Forged")
    let other = try repository.createCommit(forged, signature: signature)
    #expect(try fixture.tryGit("verify-commit", other.hex).status.isSuccess == false)
    let commit = try repository.commit(other)
    let parsed = try SSHSignature(armored: try #require(commit.signature))
    #expect(try parsed.verify(commit.signedPayload, key: PublicKey(pair.publicLine)) == .forged)
  }

  @Test("we verify the commits that git signs", arguments: KeyKind.all)
  func theirs(kind: KeyKind) throws {
    let fixture = try GitFixture()
    let pair = try SSHKeyPair(kind.name, kind.options)
    try allow(pair, in: fixture)
    try fixture.git("config", "user.signingkey", pair.publicPath)
    try fixture.git("commit", "-q", "--allow-empty", "-S", "-m", "Signed by git")
    let repository = try Repository.open(at: fixture.path)
    let commit = try repository.commit(try #require(ObjectID(hex: try fixture.git("rev-parse", "HEAD"))))
    let signature = try SSHSignature(armored: try #require(commit.signature))
    #expect(try signature.verify(commit.signedPayload, key: PublicKey(pair.publicLine)) == .good)
    let setting = try repository.pathSetting("user.signingkey")
    #expect(try Signer(#require(setting)).publicKey == signature.publicKey)
  }
}
