import Documents
import TestSupport
import Testing
import Upstream

@testable import GitHubClient

/// Every failure that the stub knows, at every request of a submission.
@Suite(.enabled(if: GitHubStub.isThere, "needs ../shared/tools/github_stub.py"))
struct FaultTests {
  struct Fault: CustomTestStringConvertible, Equatable, Sendable {
    var testDescription: String
    var words: String
  }

  static let faults = [
    Fault(testDescription: "primary rate limit", words: #""kind": "rate_limit", "seconds": 5"#),
    Fault(
      testDescription: "secondary rate limit, 403", words: #""kind": "secondary_rate_limit", "seconds": 1"#),
    Fault(
      testDescription: "secondary rate limit, 429", words: #""kind": "secondary_rate_limit", "status": 429"#),
    Fault(testDescription: "500 before the work", words: #""kind": "status", "status": 500"#),
    Fault(testDescription: "503 after the work", words: #""kind": "status", "status": 503, "apply": true"#),
    Fault(testDescription: "a proxy's page", words: #""kind": "html""#),
    Fault(testDescription: "half an answer after the work", words: #""kind": "bad_json", "apply": true"#),
    Fault(testDescription: "a dropped connection before the work", words: #""kind": "drop""#),
    Fault(testDescription: "a dropped connection after the work", words: #""kind": "drop", "apply": true"#),
  ]

  /// Sends one model's plan; a fault that lasts ends it with an error.
  func send(
    _ stub: GitHubStub, _ name: String, attempts: Int, token: String = "maintainer-secret-2",
    timeout: Int = 60_000
  ) throws -> SubmissionOutcome? {
    var registry = Registry()
    registry.set(name, 2)
    let github = try stub.client(token, attempts: attempts, timeout: timeout)
    let plan = try #require(try registry.plans(github).plans.first)
    let sender = try PullRequestSender(github, target: plan.target)
    return try sender.send(plan)
  }

  /// There is exactly one pull request from one branch, with one commit that changes one file.
  func check(
    _ stub: GitHubStub, _ name: String, _ location: String, head: String = "xorbitsai/inference"
  ) throws {
    let branch = "chore/models-sync/\(name)"
    let pulls = try stub.pulls(branch)
    #expect(pulls.map { $0["head_repo"]?.text } == [head], "\(location)")
    #expect(pulls.first?["state"]?.text == "open", "\(location)")
    let branches = try stub.state(head)["refs"]?.members.map(\.name).filter { ref in
      ref.hasPrefix("refs/heads/") && ref.contains(name)
    }
    #expect(branches == ["refs/heads/\(branch)"], "\(location)")
    #expect(try stub.git(["rev-list", "--count", "main..\(branch)"], in: head) == "1", "\(location)")
    #expect(
      try stub.git(["diff", "--name-only", "main", branch], in: head)
        == "xinference/model/llm/models/\(name).json",
      "\(location)")
  }

  /// The number of requests that a submission takes.
  func requestCount(_ stub: GitHubStub) throws -> Int {
    let before = try stub.requests().count
    _ = try send(stub, "counted", attempts: 1)
    return try stub.requests().count - before
  }

  @Test("a fault that passes is outlived by the same run; one that lasts, by the next", arguments: faults)
  func everyRequest(fault: Fault) throws {
    let stub = try GitHubStub(files: Registry.files)
    let count = try requestCount(stub)
    #expect(count > 8)
    for place in 0..<count {
      let name = "m\(place)x"
      try stub.arm("{\(fault.words), \"after\": \(place), \"times\": 1}")
      let first = try send(stub, name, attempts: 3)
      #expect(first != nil)
      try stub.disarm()
      try check(stub, name, "request \(place), once")

      let other = "m\(place)y"
      try stub.arm("{\(fault.words), \"after\": \(place), \"times\": 50}")
      #expect(throws: (any Error).self, "request \(place), lasting") { try send(stub, other, attempts: 2) }
      try stub.disarm()
      let second = try send(stub, other, attempts: 1)
      #expect(second?.action != .declined)
      try check(stub, other, "request \(place), lasting")
      #expect(try send(stub, other, attempts: 1)?.action == .unchanged)
    }
  }

  @Test(
    "in a fork, too, which is made on the way: a fault that lasts is outlived by the next run",
    arguments: faults)
  func everyRequestToFork(fault: Fault) throws {
    let stub = try GitHubStub(files: Registry.files)
    let (name, token) = ("forked", "bot-secret-1")
    _ = try send(stub, name, attempts: 1, token: token)
    let count = try stub.requests().count
    #expect(count > 12)
    for place in 0..<count {
      try stub.reset()
      try stub.arm("{\(fault.words), \"after\": \(place), \"times\": 50}")
      #expect(throws: (any Error).self, "request \(place)") {
        try send(stub, name, attempts: 1, token: token)
      }
      try stub.disarm()
      _ = try send(stub, name, attempts: 1, token: token)
      try check(stub, name, "request \(place)", head: "catalog-bot/inference")
      if fault == Self.faults.last {
        #expect(try send(stub, name, attempts: 1, token: token)?.action == .unchanged)
      }
    }
  }

  @Test("an answer that comes too late is asked for again, whichever it is")
  func slow() throws {
    let stub = try GitHubStub(files: Registry.files)
    let count = try requestCount(stub)
    for place in 0..<count {
      let name = "late\(place)x"
      try stub.arm(#"{"kind": "slow", "seconds": 3, "after": \#(place), "times": 1}"#)
      #expect(try send(stub, name, attempts: 3, timeout: 2000) != nil, "request \(place)")
      try stub.disarm()
      try check(stub, name, "request \(place), late")
    }
  }
}
