/**
 * Names of operations, which a generated client calls: `Controller.method` where the method's own name would say too little
 * beside two hundred others. A name that was released is not changed; docs/openapi holds what was released.
 */
export const OPERATION_NAMES: Readonly<Record<string, string>> = {
  'AccessLogController.find': 'accessLog',
  'CaseReportController.count': 'caseCount',
  'CaseReportController.reports': 'caseReports',
  'DirectiveController.acknowledgements': 'directiveAcknowledgements',
  'DirectiveController.cascade': 'directiveCascade',
  'DirectiveController.legalBasis': 'directiveLegalBasis',
  'EpidemicLevelController.levels': 'epidemicLevels',
  'EpidemicLevelController.schemes': 'epidemicLevelSchemes',
  'FigureSeriesController.rollUp': 'figureRollUp',
  'FigureSeriesController.series': 'figureSeries',
  'FindingController.toVerify': 'findingsToVerify',
  'HealthController.live': 'healthLive',
  'HealthController.ready': 'healthReady',
  'ImportController.template': 'importTemplate',
  'InspectionController.coverage': 'inspectionCoverage',
  'InspectionController.team': 'inspectionTeam',
  'InspectionController.teams': 'inspectionTeams',
  'OfficeController.handovers': 'handovers',
  'OfficeController.handoversOf': 'officeHandovers',
  'OwedReportsController.owed': 'owedReports',
  'ReportingDutyController.duties': 'reportingDuties',
  'ReportingDutyController.dutyReports': 'reportingDutyReports',
  'ScorecardController.ofPerson': 'personScorecard',
  'ScorecardController.ofUnit': 'unitScorecard',
  'ScorecardController.ratings': 'unitRatings',
  'TaskController.overdue': 'overdueTasks',
  'TaskController.status': 'taskStatus',
  'TaskController.summary': 'taskSummary',
  'TaskPageController.history': 'taskHistory',
  'TransparencyLogController.checkpoint': 'logCheckpoint',
  'TransparencyLogController.entries': 'logEntries',
  'TransparencyLogController.key': 'logKey',
  'TransparencyLogController.leaves': 'logLeaves',
  'TransparencyLogController.tile': 'logTile',
  'UnitController.tree': 'unitTree',
};

/** The access log is a tree of the same routes, inherited. */
const ACCESS_TREE = 'AccessTreeController';

export function operationId(controller: string, method: string): string {
  const own = controller === ACCESS_TREE ? 'TransparencyLogController' : controller;
  const name = OPERATION_NAMES[`${own}.${method}`] ?? method;
  return controller === ACCESS_TREE ? `${name}OfAccess` : name;
}
