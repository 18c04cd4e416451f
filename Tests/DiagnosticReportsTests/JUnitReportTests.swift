import ChildProcesses
import DiagnosticReports
import Diagnostics
import TestSupport
import Testing

@Suite("The JUnit report")
struct JUnitReportTests {
  @Test(
    "fits a schema of the format (skipped without xmllint)", .enabled(if: IndependentReaders.has("xmllint")))
  func schema() throws {
    let folder = try TemporaryFolder()
    for (name, findings) in [("hostile.xml", HostileFindings.all), ("empty.xml", [])] {
      var report = JUnitReport()
      let schema = try folder.write(Self.schema, to: "junit.xsd")
      let file = try folder.write(report.render(findings), to: name)
      let finished = try Command("xmllint", ["--noout", "--nonet", "--schema", schema, file]).run(
        timeout: .seconds(60))
      #expect(finished.status.isSuccess, "\(finished.errorText)")
    }
  }

  @Test("counts what it holds, and fails a test for errors alone")
  func counts() throws {
    let script = """
      import sys, xml.etree.ElementTree as tree
      root = tree.fromstring(sys.stdin.buffer.read())
      cases = root.findall("./testsuite/testcase")
      failures = root.findall("./testsuite/testcase/failure")
      assert int(root.get("tests")) == len(cases) == sum(int(s.get("tests")) for s in root)
      assert int(root.get("failures")) == len(failures) == sum(int(s.get("failures")) for s in root)
      print(len(cases), len(failures), [f.get("message") for f in failures][1])
      """
    var report = JUnitReport()
    let errors = HostileFindings.all.filter { $0.severity == .error }
    let output = try IndependentReaders.run(script, report.render(HostileFindings.all))
    #expect(
      output
        == "\(HostileFindings.all.count) \(errors.count) \(errors[1].message.replacing("\u{202E}", with: "\\u{202E}"))\n"
    )
  }

  /// The part of the format that Jenkins, GitLab and others agree on.
  private static let schema = """
    <xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">
      <xs:element name="testsuites">
        <xs:complexType>
          <xs:sequence><xs:element ref="testsuite" minOccurs="0" maxOccurs="unbounded"/></xs:sequence>
          <xs:attribute name="name" type="xs:string"/>
          <xs:attribute name="tests" type="xs:nonNegativeInteger"/>
          <xs:attribute name="failures" type="xs:nonNegativeInteger"/>
          <xs:attribute name="errors" type="xs:nonNegativeInteger"/>
          <xs:attribute name="time" type="xs:decimal"/>
        </xs:complexType>
      </xs:element>
      <xs:element name="testsuite">
        <xs:complexType>
          <xs:sequence><xs:element ref="testcase" minOccurs="0" maxOccurs="unbounded"/></xs:sequence>
          <xs:attribute name="name" type="xs:string" use="required"/>
          <xs:attribute name="tests" type="xs:nonNegativeInteger" use="required"/>
          <xs:attribute name="failures" type="xs:nonNegativeInteger"/>
          <xs:attribute name="errors" type="xs:nonNegativeInteger"/>
          <xs:attribute name="skipped" type="xs:nonNegativeInteger"/>
          <xs:attribute name="time" type="xs:decimal"/>
        </xs:complexType>
      </xs:element>
      <xs:element name="testcase">
        <xs:complexType>
          <xs:choice minOccurs="0" maxOccurs="unbounded">
            <xs:element name="failure">
              <xs:complexType>
                <xs:simpleContent>
                  <xs:extension base="xs:string">
                    <xs:attribute name="type" type="xs:string"/>
                    <xs:attribute name="message" type="xs:string"/>
                  </xs:extension>
                </xs:simpleContent>
              </xs:complexType>
            </xs:element>
            <xs:element name="system-out" type="xs:string"/>
          </xs:choice>
          <xs:attribute name="name" type="xs:string" use="required"/>
          <xs:attribute name="classname" type="xs:string" use="required"/>
          <xs:attribute name="time" type="xs:decimal"/>
        </xs:complexType>
      </xs:element>
    </xs:schema>
    """
}
