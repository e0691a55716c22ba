"""Lets a template with an alarm on calculated metrics be deployed to MiniStack, which knows alarms on one metric only.

https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cloudwatch-alarm.html has `Metrics`.
Such an alarm watches the first metric of its calculation here. Nothing local rings: it is only there.
"""

from ministack.services.cloudformation import provisioners

_record = provisioners._cw_metric_alarm_record


def _record_of_first(name, props):
    stats = [query["MetricStat"] for query in props.get("Metrics") or [] if "MetricStat" in query]
    if not stats:
        return _record(name, props)
    first = {**stats[0]["Metric"], "Period": stats[0]["Period"], "Statistic": stats[0]["Stat"]}
    return _record(name, {**props, **first, "Metrics": None})


provisioners._cw_metric_alarm_record = _record_of_first
