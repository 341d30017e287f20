using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using System.Xml;
using BareMetal.AltTool.Serial;

namespace BareMetal.BootTest;

/// <summary>Results as JUnit XML: a suite for each case file or class of tests, the serial output of each case with it.</summary>
public static class JUnitReport
{
    /// <summary>Writes the file.</summary>
    public static void Write(string path, IEnumerable<CaseResult> results)
    {
        using XmlWriter xml = XmlWriter.Create(path, new XmlWriterSettings { Indent = true });
        xml.WriteStartElement("testsuites");
        foreach (IGrouping<string, CaseResult> suite in results.GroupBy(result => result.Test.Suite))
        {
            xml.WriteStartElement("testsuite");
            xml.WriteAttributeString("name", suite.Key);
            xml.WriteAttributeString("tests", Text(suite.Count()));
            xml.WriteAttributeString("failures", Text(suite.Count(result => result.IsFailure)));
            xml.WriteAttributeString("errors", "0");
            xml.WriteAttributeString("skipped", Text(suite.Count(result => result.Outcome == Outcome.Skipped)));
            xml.WriteAttributeString("time", Seconds(suite.Sum(result => result.Duration.TotalSeconds)));
            foreach (CaseResult result in suite)
            {
                WriteCase(xml, suite.Key, result);
            }

            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }

    private static void WriteCase(XmlWriter xml, string suite, CaseResult result)
    {
        xml.WriteStartElement("testcase");
        xml.WriteAttributeString("classname", suite);
        xml.WriteAttributeString("name", Printable(result.Test.Name));
        xml.WriteAttributeString("time", Seconds(result.Duration.TotalSeconds));
        if (result.Outcome != Outcome.Passed)
        {
            xml.WriteStartElement(result.Outcome == Outcome.Skipped ? "skipped" : "failure");
            xml.WriteAttributeString("type", result.Outcome.ToString().ToLowerInvariant());
            xml.WriteAttributeString("message", Printable($"{result.Outcome.ToString().ToLowerInvariant()}: {result.Findings[0]}"));
            xml.WriteString(Printable(string.Join('\n', result.Findings)));
            xml.WriteEndElement();
        }

        if (result.Log is { } log)
        {
            xml.WriteElementString("system-out", Printable(log.Serial));
            xml.WriteElementString("system-err", Printable(log.Diagnostics));
        }

        xml.WriteEndElement();
    }

    // What XML can't hold: control characters of a noisy line.

    private static string Printable(string text)
    {
        StringBuilder printable = new(text.Length);
        foreach (char value in SerialText.Decode(text))
        {
            printable.Append(XmlConvert.IsXmlChar(value) || char.IsSurrogate(value) ? value : '\ufffd');
        }

        return printable.ToString();
    }

    private static string Seconds(double seconds) => seconds.ToString("0.000", CultureInfo.InvariantCulture);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
